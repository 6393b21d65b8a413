import "chatgauge/define.js";
import type { Change, ChatGauge, HistoryEvent, Selection } from "chatgauge";
import { useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

function Dashboard({ events, channel }: { events: HistoryEvent[]; channel: string }) {
  const gauge = useRef<ChatGauge>(null);
  const [shown, setShown] = useState("");
  const [selected, setSelected] = useState("");

  useEffect(() => {
    const element = gauge.current;
    if (!element) return;
    const changed = ({ detail }: CustomEvent<Change>) => setShown(`${detail.period.from}..${detail.period.to}`);
    const picked = ({ detail }: CustomEvent<Selection>) => setSelected(detail.conversation ?? detail.state);
    element.addEventListener("chatgauge-change", changed);
    element.addEventListener("chatgauge-select", picked);
    return () => {
      element.removeEventListener("chatgauge-change", changed);
      element.removeEventListener("chatgauge-select", picked);
    };
  }, []);

  useEffect(() => {
    gauge.current?.load(events, { name: "history.ndjson" });
  }, [events]);

  useEffect(() => {
    gauge.current?.filter(channel ? { channel: [channel] } : {});
  }, [channel]);

  return (
    <>
      <p id="shown">{shown}</p>
      <p id="selected">{selected}</p>
      <chat-gauge ref={gauge} period="all" theme="light" readonly />
    </>
  );
}

function App() {
  const [events, setEvents] = useState<HistoryEvent[]>();
  const [channel, setChannel] = useState("");
  useEffect(() => {
    fetch("history.json")
      .then((answer) => answer.json())
      .then(setEvents);
  }, []);
  return (
    <>
      <label>
        Channel{" "}
        <select value={channel} onChange={(event) => setChannel(event.target.value)}>
          <option value="">all</option>
          <option>web</option>
          <option>whatsapp</option>
        </select>
      </label>
      {events && <Dashboard events={events} channel={channel} />}
    </>
  );
}

createRoot(document.getElementById("root")!).render(<App />);
