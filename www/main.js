// Loads the module; what the page shows is made there.
import start from "./chatgauge/chatgauge.js";

await start();
document.documentElement.dataset.ready = "";
