import vue from "@vitejs/plugin-vue";

export default {
  base: "./",
  // Vue is told that <chat-gauge> is no component of its own.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "chat-gauge" } } })],
  // The development server would move the script away from the files beside it.
  optimizeDeps: { exclude: ["chatgauge"] },
};
