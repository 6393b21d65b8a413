module.exports = {
  mode: "production",
  entry: "./src/main.js",
  output: { clean: false, publicPath: "auto" },
  // The modules are large, and are loaded beside the script.
  performance: { hints: false },
};
