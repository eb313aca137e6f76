// What paper asks for and a screen does not: what was chosen and of which day it is, everything that
// is folded open, what was found as notes at the end, and a foot that tells one sheet from another.
(() => {
  const WIDGETS = ["stButtonGroup", "stSelectbox", "stTextInput"].map((one) => `[data-testid="${one}"]`);
  const ELSEWHERE = '[class*="st-key-figure-"], .st-key-parts, .st-key-filters'; // said, or of one figure
  const UNPRINTED = '[class*="st-key-screen-only"]';
  const ALL = "全部";
  const FINDING = /finding=(\w+)/;
  const SAMPLE = /(?<=\d)※/g;
  const OF_SAMPLE = "所标的人数也为核查所疑，见这一人数自己的图表。";
  const undo = [];

  const main = () => document.querySelector(".stMainBlockContainer");
  const words = (element) => element.textContent.trim();

  const write = (node, text) => {
    const before = node.textContent;
    node.textContent = text;
    undo.push(() => (node.textContent = before));
  };

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

  // Each sign of doubt leads to a note at the end: ※ becomes ※3 beside a value, on a card, in a
  // chart. What is said of several figures is one note.
  const numbers = new Map(); // by what a note says
  const said = new Map(); // by finding, in a figure and anywhere: the sign and what it stands for
  const number = ([sign, text]) => numbers.get(text) ?? numbers.set(text, `${sign}${numbers.size + 1}`).get(text);
  const shown = (selector) => [...main().querySelectorAll(selector)].filter((one) => !one.closest(UNPRINTED));
  const boxOf = (element) => element.closest('[class*="st-key-figure-"]')?.className ?? "";
  const findings = (item) => item.dataset.findings.split(" ");

  const read = (item) => {
    const copy = item.cloneNode(true);
    copy.querySelector("a").remove();
    const [sign, ...rest] = words(copy).split(/\s+/);
    for (const finding of findings(item)) {
      for (const key of [boxOf(item) + finding, finding]) {
        if (!said.has(key)) said.set(key, [sign, rest.join(" ")]);
      }
    }
  };

  const mark = (sign) => {
    const [, finding] = FINDING.exec(sign.getAttribute("href") ?? sign.getAttribute("xlink:href"));
    const reason = sign.getAttribute("title")?.replace(/^核查发现：/, "");
    const told = said.get(boxOf(sign) + finding) ?? said.get(finding) ?? (reason && [words(sign), reason]);
    if (told) write(sign, number(told));
  };

  // Below a figure stand all of its notes, as a chart has them far apart.
  const gather = (footnote) => {
    const items = [...footnote.querySelectorAll("li[data-findings]")];
    const own = items.map((item) => number(said.get(boxOf(item) + findings(item)[0])));
    if (own.length) footnote.querySelector("summary").dataset.notes = own.join(" ");
  };

  // Of how many a rate was taken is a number that has its own place, and is doubted there.
  const samples = () => {
    const texts = document.createTreeWalker(main(), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.parentElement.closest(`${UNPRINTED}, .chart, a`)) continue;
      const numbered = text.data.replace(SAMPLE, (sign) => number([sign, OF_SAMPLE]));
      if (numbered !== text.data) write(text, numbered);
    }
  };

  const notes = () => {
    for (const map of [numbers, said]) map.clear();
    for (const item of shown("details.footnote li[data-findings]")) read(item);
    for (const one of shown("a.doubt, details.footnote")) (one.matches("a") ? mark : gather)(one);
    samples();
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
  // What a chart holds is drawn after that; each finding in it is one of the notes under it.
  addEventListener("chartsforpaper", () => {
    if (undo.length) for (const sign of shown(".chart a")) mark(sign);
  });
  addEventListener("afterprint", () => {
    for (const back of undo.splice(0).reverse()) back();
  });
})();
