import "chatgauge/inline";

const gauge = document.querySelector("chat-gauge");
const says = (id, text) => (document.getElementById(id).textContent = text);

document.querySelector("select").addEventListener("change", ({ target }) => {
  gauge.filter(target.value ? { channel: [target.value] } : {});
});
gauge.addEventListener("chatgauge-change", ({ detail }) => says("shown", `${detail.period.from}..${detail.period.to}`));
gauge.addEventListener("chatgauge-select", ({ detail }) => says("selected", detail.conversation ?? detail.state));
