// A figure as a picture for a slide, drawn by the browser that shows it: title, unit, what it shows,
// scope, charts, source and doubts on 16:9, always in the light colours. The words are the page's.

const version = new URL(import.meta.url).search;
const { drawn, element, placed } = await import(`./picture-charts.js${version}`);
const { apart } = await import(`./picture-letters.js${version}`);

const [WIDE, HIGH, SIDE, TOP, FOOT] = [1280, 720, 48, 34, 26];
const WITHIN = WIDE - 2 * SIDE;
const SHARP = 2; // pixels of a PNG to each of the picture
const [TITLES, SHOWN, SCOPE, UNDER] = [[30, 26, 22], 17, 14, [13, 12, 11]]; // pixels of letters, largest first
const [LINE, MOST_UNDER] = [1.4, 8]; // of the height of letters; lines
const NAMED = 12; // values without room that are told one by one
// A number is not parted, nor a point put at the head of a line; a word may be longer than any line.
const WORDS = /(?:[0-9A-Za-z.%:,/+-]{1,24}|.)[，。；：、）」”]*/gu;
const [CLAUSES, REMARKS] = [/[^；]+；?/gu, /[^　]+　?/gu];

export async function take(kind, figure, drawings, look) {
  const said = wordsOf(figure);
  const text = new XMLSerializer().serializeToString(await picture(said, drawings, look));
  const svg = new Blob([text], { type: "image/svg+xml" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(kind === "SVG" ? svg : await painted(svg));
  link.download = said.file.replace(/png$/, kind.toLowerCase());
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function wordsOf(figure) {
  const heading = figure.querySelector(".figure-title");
  const { file, scope, under } = figure.querySelector(".picture").dataset;
  return {
    file,
    title: heading.firstChild.textContent,
    unit: heading.querySelector("span")?.textContent ?? "",
    shown: [...figure.querySelectorAll(".takeaway p")].map((one) => one.textContent.trim()),
    scope: `范围：${scope}`,
    under: under.replaceAll("\n", "　"),
    doubts: [...figure.querySelectorAll(".footnote li[data-findings]")].map(doubtOf),
  };
}

// Which values a doubt touches is told by its sign in the chart.
function doubtOf(item) {
  const copy = item.cloneNode(true);
  for (const one of copy.querySelectorAll("a, .under")) one.remove();
  return copy.textContent.trim().replace(/\s+/g, " ");
}

async function picture(said, drawings, { codes, layout }) {
  const [quiet, ink, warn] = ["#000036", "#000037", "#000002"].map((code) => codes[code]);
  const { family } = layout.font;
  const svg = element("svg", { "xml:lang": "zh-CN", width: WIDE, height: HIGH, viewBox: `0 0 ${WIDE} ${HIGH}` });
  svg.append(element("title", {}, said.title + said.unit));
  svg.append(element("rect", { width: WIDE, height: HIGH, fill: layout.paper_bgcolor }));
  const words = element("g", { "font-family": family, style: "white-space: pre" });
  const pen = { family, words };
  let top = TOP + title(pen, said, ink, quiet);
  // Of several charts each would have a sentence of its own.
  for (const line of drawings[1] ? [] : said.shown) top += write(pen, line, { size: SHOWN, fill: ink, y: top });
  top += write(pen, said.scope, { size: SCOPE, fill: quiet, y: top }) + 8;
  let [charts, foot, unwritten] = [[], undefined, []];
  for (let tries = 0; tries < 3; tries++) {
    foot = footOf(family, [said.under, ...said.doubts, ...missing(unwritten)]);
    const room = { x: SIDE, y: top, width: WITHIN, height: HIGH - FOOT - foot.height - 12 - top };
    const before = unwritten.length;
    ({ charts, unwritten } = placed(room, drawings));
    if (unwritten.length === before) break;
  }
  writeFoot(words, foot, quiet, warn);
  svg.append(words, ...(await drawn(charts, { "font-family": family, fill: ink })));
  apart(svg);
  return svg;
}

function missing(unwritten) {
  if (!unwritten.length) return [];
  const more = unwritten.length > NAMED ? ` 等 ${unwritten.length} 个` : "";
  return [`图中未标：${unwritten.slice(0, NAMED).join("；")}${more}`];
}

const ruler = document.createElement("canvas").getContext("2d");

function wrapped(text, size, family, weight = 400, width = WITHIN, parts = WORDS) {
  ruler.font = `${weight} ${size}px ${family}`;
  const lines = [""];
  for (const word of text.match(parts) ?? []) {
    const longer = lines.at(-1) + word;
    if (lines.at(-1) && ruler.measureText(longer).width > width) lines.push(word.trimStart());
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

// Lines that end with a clause, if they are no more, else of like length: a letter alone on the last
// one looks like a mistake.
function balanced(text, size, family, weight) {
  const lines = wrapped(text, size, family, weight);
  const clauses = wrapped(text, size, family, weight, WITHIN, CLAUSES);
  const fit = clauses.every((line) => wrapped(line, size, family, weight).length === 1);
  if (fit && clauses.length === lines.length) return clauses;
  for (let width = WITHIN; lines.length > 1 && width > WITHIN / 2; width -= size) {
    const narrower = wrapped(text, size, family, weight, width);
    if (narrower.length > lines.length) break;
    lines.splice(0, lines.length, ...narrower);
  }
  return lines;
}

const cut = (lines, most) =>
  lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1].slice(0, -3)}……`] : lines;

// Write a text below ``y``; return how high it is.
function write({ family, words }, text, { size, fill, y, weight = 400 }) {
  const lines = cut(balanced(text, size, family, weight), 3);
  lines.forEach((line, n) => {
    const at = { x: SIDE, y: y + size * (1.05 + LINE * n), "font-size": size, "font-weight": weight, fill };
    words.append(element("text", at, line));
  });
  return size * LINE * lines.length + 4;
}

// The title in the largest letters in which it takes one line, or else in the smallest; the unit runs on.
function title(pen, { title, unit }, ink, quiet) {
  const fits = (size) => wrapped(title + unit, size, pen.family, 600).length === 1;
  const size = TITLES.find(fits) ?? TITLES.at(-1);
  const height = write(pen, title + unit, { size, fill: ink, y: TOP, weight: 600 });
  const last = pen.words.lastChild;
  if (unit && last.textContent.endsWith(unit)) {
    last.textContent = last.textContent.slice(0, -unit.length);
    last.append(element("tspan", { "font-size": SHOWN + 3, "font-weight": 400, fill: quiet }, unit));
  }
  return height + 2;
}

// Source, remarks and doubts in the largest letters in which they take few lines.
function footOf(family, texts) {
  const within = (size) => (line) => wrapped(line.trim(), size, family);
  const lines = (size) => texts.flatMap((text) => wrapped(text, size, family, 400, WITHIN, REMARKS)).flatMap(within(size));
  const size = UNDER.find((one) => lines(one).length <= MOST_UNDER) ?? UNDER.at(-1);
  const shown = cut(lines(size), MOST_UNDER + 2);
  return { size, lines: shown, height: shown.length * size * LINE };
}

// On the bottom of the picture; the sign of a doubt in the colour it has above.
function writeFoot(words, { size, lines, height }, quiet, warn) {
  lines.forEach((line, n) => {
    const y = HIGH - FOOT - height + size * (1.05 + LINE * n);
    const text = element("text", { x: SIDE, y, "font-size": size, fill: quiet });
    const [, sign, rest] = /^(※|更(?= ))?(.*)$/su.exec(line);
    if (sign) text.append(element("tspan", { fill: warn }, sign));
    text.append(rest);
    words.append(text);
  });
}

async function painted(svg) {
  const address = URL.createObjectURL(svg);
  try {
    const image = Object.assign(new Image(), { src: address });
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDE * SHARP, height: HIGH * SHARP });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}
