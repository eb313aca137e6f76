// Paper says of which day it is, and what stands folded under a figure is open on it.
(() => {
  const opened = new Set();
  addEventListener("beforeprint", () => {
    for (const note of document.querySelectorAll("details.footnote:not([open])")) {
      note.open = true;
      opened.add(note);
    }
    const day = new Date().toLocaleDateString("zh-CN", { dateStyle: "long" });
    for (const place of document.querySelectorAll(".on-paper")) place.textContent = `${day}打印`;
  });
  addEventListener("afterprint", () => {
    for (const note of opened) note.open = false;
    opened.clear();
  });
})();
