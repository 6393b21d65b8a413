// Keeps the page's icon in memory: where the address says what is on the screen, browsers ask for a file again and again.
const link = document.querySelector('link[rel=icon]');
const answer = await fetch(link.href);
if (answer.ok) link.href = URL.createObjectURL(await answer.blob());
