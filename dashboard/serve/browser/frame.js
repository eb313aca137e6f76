// Take the frame away once there is a page in its place, or say why there will be none.
(() => {
  const frame = document.getElementById("frame");
  const THERE = '.stMainBlockContainer h1, .stMainBlockContainer [role="alert"], [role="dialog"]';
  const PATIENCE = 8000; // milliseconds after a script has failed: others may do without it
  let failed;
  const fail = (event) => {
    if (!event.error && event.target.tagName !== "SCRIPT") return;
    failed ??= setTimeout(() => document.body.append(window.tooOld()), PATIENCE);
  };
  const watch = new MutationObserver(() => {
    if (!document.querySelector(THERE)) return;
    watch.disconnect();
    removeEventListener("error", fail, true);
    clearTimeout(failed);
    frame.remove();
  });
  addEventListener("error", fail, true);
  watch.observe(document.body, { childList: true, subtree: true });
})();
