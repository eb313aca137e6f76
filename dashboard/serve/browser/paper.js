// What paper asks for and a screen does not: what was chosen and of which day it is, everything that
// is folded open, what was found as notes at the end, and a foot that tells one sheet from another.
(() => {
  const WIDGETS = ["stButtonGroup", "stSelectbox", "stTextInput"].map((one) => `[data-testid="${one}"]`);
  const ELSEWHERE = '[class*="st-key-figure-"], .st-key-parts, .st-key-filters'; // said, or of one figure
  const UNPRINTED = '[class*="st-key-screen-only"]';
  const ALL = "全部";
  const undo = [];

  const main = () => document.querySelector(".stMainBlockContainer");
  const words = (element) => element.textContent.trim();

  // Put something on the page for as long as it is printed.
  const put = (element, how) => {
    how(element);
    undo.push(() => element.remove());
  };

  const open = () => {
    for (const folded of main().querySelectorAll("details:not([open])")) {
      folded.open = true;
      undo.push(() => (folded.open = false));
    }
  };

  const chosen = () =>
    [...main().querySelectorAll(WIDGETS)].flatMap((widget) => {
      if (widget.closest(ELSEWHERE) || widget.closest(UNPRINTED)) return [];
      const value = widget.querySelector("input")?.value ?? [...widget.querySelectorAll('[aria-checked="true"]')].map(words).join("、");
      return value && value !== ALL ? [`${words(widget.querySelector("label"))}：${value}`] : [];
    });

  const head = (day) => {
    if (!main().querySelector(".on-paper")) {
      const line = Object.assign(document.createElement("p"), { className: "on-paper" });
      put(line, () => main().querySelector('[data-testid="stHeading"]').after(line));
    }
    const said = [...chosen(), day].join(" · ");
    for (const line of main().querySelectorAll(".on-paper")) line.textContent = said;
  };

  // One number for what is found under several figures; its sign stays in front, ※ becomes ※3.
  const notes = () => {
    const numbers = new Map();
    for (const note of main().querySelectorAll("details.footnote")) {
      if (note.closest(UNPRINTED)) continue;
      const own = [...note.querySelectorAll("li:has(a)")].map((item) => {
        const said = item.cloneNode(true);
        said.querySelector("a").remove();
        const [sign, ...rest] = words(said).split(/\s+/);
        const text = rest.join(" ");
        if (!numbers.has(text)) numbers.set(text, `${sign}${numbers.size + 1}`);
        return numbers.get(text);
      });
      if (own.length) note.querySelector("summary").dataset.notes = own.join(" ");
    }
    if (!numbers.size) return;
    const list = Object.assign(document.createElement("section"), { className: "paper-notes" });
    list.append(Object.assign(document.createElement("h3"), { textContent: "注" }));
    for (const [text, number] of numbers) {
      const line = document.createElement("p");
      line.append(Object.assign(document.createElement("b"), { textContent: number }), ` ${text}`);
      list.append(line);
    }
    put(list, () => main().append(list));
  };

  const foot = (day) => {
    const scope = main().querySelector(".st-key-fold [data-testid=stCaptionContainer]");
    const [left, right] = [[main().querySelector("h1"), scope].filter(Boolean).map(words).join(" · "), day].map(
      (text) => `"${text.replace(/["\\\n\r\f]/g, (one) => `\\${one.charCodeAt(0).toString(16)} `)}"`,
    );
    const style = document.createElement("style");
    style.textContent = `@page { @bottom-left { content: ${left} } @bottom-center { content: counter(page) " / " counter(pages) } @bottom-right { content: ${right} } }`;
    put(style, () => document.head.append(style));
  };

  addEventListener("beforeprint", () => {
    if (undo.length || !main()?.querySelector("h1")) return;
    const day = `${new Date().toLocaleDateString("zh-CN", { dateStyle: "long" })}打印`;
    for (const step of [open, notes, head, foot]) step(day);
  });
  addEventListener("afterprint", () => {
    for (const back of undo.splice(0).reverse()) back();
  });
})();
