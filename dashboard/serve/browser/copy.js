// A button that copies the text before it. Where the page is plain HTTP there is no clipboard to
// write to, but what is selected can be copied.
(() => {
  const SAID = 2000; // milliseconds for which it is said that it was done
  const copy = async (from) => {
    try {
      await navigator.clipboard.writeText(from.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(from);
      return document.execCommand("copy");
    }
  };
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest?.("button.copy");
    if (!button) return;
    const done = await copy(button.previousElementSibling);
    button.textContent = done ? "已复制" : "请按 Ctrl+C 复制";
    setTimeout(() => (button.textContent = "复制网址"), SAID);
  });
})();
