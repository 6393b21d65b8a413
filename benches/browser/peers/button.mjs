// The least that any page has to wait for after a click: the browser's own way
// to the next frame. A button that changes its word, and nothing else.
export function start() {
  const button = document.createElement("button");
  button.textContent = "0";
  button.addEventListener("click", () => {
    button.textContent = String(Number(button.textContent) + 1);
  });
  document.body.append(button);
}
