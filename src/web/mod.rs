//! The browser's door: the element, its worker and the canvas.
