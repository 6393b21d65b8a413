export default {
  base: "./",
  // The development server would move the script away from the files beside it.
  optimizeDeps: { exclude: ["chatgauge"] },
};
