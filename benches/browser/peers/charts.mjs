// The same series as stacked bars by three chart libraries, each as its own
// documentation advises for speed: no animation, no needless work on the data.
// Each `make` draws once and hands back what draws other numbers; a drawing is
// over when the library has told the canvas everything.
import Chart from "chart.js/auto";
import * as echarts from "echarts";
import uPlot from "uplot";

import { DAY } from "./definitions.mjs";

const FROM = Date.UTC(2026, 2, 3);
const COLORS = ["#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#9498a0"];

const LIBRARIES = { uplot, "chart.js": chartjs, echarts: echart };
const made = {};

/** Puts a chart of each library into the page. */
export async function make({ width, height, days }) {
  for (const [name, library] of Object.entries(LIBRARIES)) {
    const place = document.createElement("div");
    Object.assign(place.style, { width: `${width}px`, height: `${height}px`, margin: "8px" });
    document.body.append(place);
    made[name] = { place, draw: library(place, { width, height }, series(days, 0)) };
  }
}

/** Draws other numbers `times` times; gives the ms of each. */
export async function draw({ name, days, times }) {
  const taken = [];
  for (let time = 1; time <= times; time += 1) {
    const data = series(days, time);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    await made[name].draw(data);
    taken.push(performance.now() - start);
  }
  return taken;
}

/** How many colours each canvas shows: a blank one would be quick to draw. */
export function colours() {
  const counted = Object.entries(made).map(([name, { place }]) => {
    const canvas = place.querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return [name, new Set(new Uint32Array(data.buffer)).size];
  });
  return Object.fromEntries(counted);
}

/** Counts of eight series on each day; other ones each time. */
function series(days, time) {
  const value = (one, day) => 20 + Math.round(15 * Math.sin(day / (3 + one) + time) + 5 * Math.cos(one * day));
  return COLORS.map((_, one) => Array.from({ length: days }, (_, day) => value(one, day)));
}

const dates = (days) => Array.from({ length: days }, (_, day) => FROM + day * DAY);

function uplot(place, { width, height }, first) {
  // It stacks nothing by itself: the highest sums are drawn first, the lower ones over them.
  const stacked = (data) => {
    const sums = [];
    let below;
    for (const values of data) sums.unshift((below = values.map((value, day) => value + (below?.[day] ?? 0))));
    return [dates(data[0].length).map((ms) => ms / 1000), ...sums];
  };
  const paths = uPlot.paths.bars({ size: [0.9] });
  const own = COLORS.map((fill, one) => ({ label: `Series ${one}`, fill, paths, points: { show: false } })).reverse();
  const scales = { y: { range: (_, least, most) => [0, most] } };
  const options = { width, height: height - 30, series: [{}, ...own], scales, tzDate: (s) => uPlot.tzDate(new Date(s * 1e3), "UTC") };
  const chart = new uPlot(options, stacked(first), place);
  return async (data) => {
    chart.setData(stacked(data));
    // It draws in a microtask that setData has queued before this one.
    await undefined;
  };
}

function chartjs(place, _, first) {
  const canvas = place.appendChild(document.createElement("canvas"));
  const labels = dates(first[0].length).map((ms) => new Date(ms).toISOString().slice(0, 10));
  const chart = new Chart(canvas, {
    type: "bar",
    data: { labels, datasets: first.map((data, one) => ({ label: `Series ${one}`, data, backgroundColor: COLORS[one] })) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      normalized: true,
      scales: { x: { stacked: true }, y: { stacked: true } },
    },
  });
  return (data) => {
    data.forEach((values, one) => (chart.data.datasets[one].data = values));
    chart.update("none");
  };
}

function echart(place, size, first) {
  const chart = echarts.init(place, undefined, { renderer: "canvas", ...size });
  const of = (data) => ({
    series: data.map((values, one) => ({ type: "bar", stack: "all", name: `Series ${one}`, data: values, color: COLORS[one] })),
  });
  const data = dates(first[0].length).map((ms) => new Date(ms).toISOString().slice(0, 10));
  chart.setOption({ animation: false, legend: {}, xAxis: { data }, yAxis: {}, ...of(first) });
  chart.getZr().flush();
  return (data) => {
    chart.setOption(of(data));
    chart.getZr().flush();
  };
}
