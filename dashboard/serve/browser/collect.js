// What is taken into a meeting is chosen on many pages and kept by the browser, for the visitor
// alone, as the address of the page 会议材料: it outlives a change of page, and the server knows
// nothing of it until that page is opened.
(() => {
  const KEPT = "dashboard-material";
  const [PAGE, FIGURE, OWN, MOST] = ["/meeting", "f", /~[hb]:/, 40]; // OWN: a title, a note
  const WORDS = { true: "已加入", false: "加入" };
  let unkept = ""; // where the browser keeps nothing

  const kept = () => {
    try {
      return new URLSearchParams(localStorage.getItem(KEPT) ?? unkept);
    } catch {
      return new URLSearchParams(unkept);
    }
  };
  const keep = (chosen) => {
    unkept = chosen.toString();
    try {
      localStorage.setItem(KEPT, unkept);
    } catch {}
  };
  const lines = (chosen) => chosen.getAll(FIGURE).filter(Boolean);
  const bare = (line) => line.split(OWN)[0];
  const isThere = () => location.pathname.endsWith(PAGE);

  // Opened by its bare address, as from a bookmark, the page holds what was chosen before.
  const asks = new URLSearchParams(location.search);
  if (isThere() && !asks.has(FIGURE) && !asks.has("of") && lines(kept()).length) {
    location.replace(`${location.pathname}?${kept()}`);
  }

  const turn = (button) => {
    const [chosen, line] = [kept(), button.dataset.figure];
    const before = lines(chosen);
    const after = before.filter((one) => bare(one) !== line);
    if (after.length === before.length) {
      if (before.length >= MOST) {
        button.textContent = `最多 ${MOST} 张`;
        return;
      }
      after.push(line);
    }
    chosen.delete(FIGURE);
    for (const one of after) chosen.append(FIGURE, one);
    keep(chosen);
    show();
  };

  let asked = 0;
  const show = () => {
    asked = 0;
    if (isThere() && new URLSearchParams(location.search).has(FIGURE)) keep(new URLSearchParams(location.search));
    const chosen = lines(kept());
    const within = new Set(chosen.map(bare));
    for (const button of document.querySelectorAll("button.collect")) {
      const is = within.has(button.dataset.figure);
      if (button.ariaPressed === String(is)) continue;
      button.ariaPressed = String(is);
      button.textContent = WORDS[is];
    }
    const place = document.querySelector(`[data-testid="stSidebarNav"] a[href$="${PAGE}"] p`);
    if (place) place.dataset.chosen = chosen.length || "";
  };

  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.("button.collect");
      if (button) turn(button);
      const link = event.target.closest?.(`a[href$="${PAGE}"]`);
      if (!link || isThere() || !lines(kept()).length || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      location.assign(`${link.href}?${kept()}`);
    },
    true,
  );
  new MutationObserver(() => (asked ||= requestAnimationFrame(show))).observe(document.body, {
    childList: true,
    subtree: true,
  });
})();
