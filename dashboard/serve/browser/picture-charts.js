// The charts of a picture, each drawn at the width and height at which its letters are largest, and
// enlarged as a drawing.

const version = new URL(import.meta.url).search;
const { labelled } = await import(`./picture-labels.js${version}`);

const SVG = "http://www.w3.org/2000/svg";
const [GAP, CAPTION] = [24, 26]; // between charts abreast, and over one of several
const [USUAL, LARGEST, NARROWEST] = [1.4, 1.8, 280]; // how far a chart is enlarged, and its least width
const TALLEST = 1.5; // times its height
const [LEAST, ABREAST] = [320, 2]; // pixels that small charts take, and how many a phone has abreast

export const element = (name, attributes, text = "") => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
};

// Lay charts out, and label them, for so much room; say which values found none.
export function placed(room, drawings) {
  const charts = structuredClone(drawings);
  for (const { layout } of charts) abreast(layout);
  const natural = Math.max(...charts.map(({ layout }) => layout.height));
  const least = Math.max(...charts.map(shortest));
  const captioned = charts[1] ? CAPTION : 0;
  const ways = charts.map((_, n) => {
    const across = n + 1;
    const width = (room.width + GAP) / across - GAP;
    const height = room.height / Math.ceil(charts.length / across) - captioned;
    const most = Math.min(LARGEST, Math.max(USUAL, height / (TALLEST * natural)));
    return { across, width, height, scale: Math.min(most, height / least, width / NARROWEST) };
  });
  const { across, width, height, scale } = ways.reduce((best, one) => (one.scale > best.scale ? one : best));
  const unwritten = [];
  charts.forEach((chart, n) => {
    const { layout } = chart;
    const high = Math.min(height / scale, TALLEST * layout.height);
    for (const one of layout.annotations ?? []) if (one.yshift) one.yshift *= high / layout.height;
    Object.assign(layout, { width: width / scale, height: high });
    unwritten.push(...labelled(chart).map((one) => (captioned ? `${chart.caption} ${one}` : one)));
    chart.x = room.x + (n % across) * (width + GAP);
    chart.top = room.y + Math.floor(n / across) * (height + captioned);
    chart.y = chart.top + captioned + (height - high * scale) / 2;
    chart.scale = scale;
  });
  return { charts, unwritten };
}

export async function drawn(charts, letters) {
  const made = [];
  for (const { data, layout, caption, x, top, y, scale } of charts) {
    if (caption) made.push(element("text", { x, y: top + 17, "font-size": 15, "font-weight": 600, ...letters }, caption));
    const group = element("g", { transform: `translate(${x} ${y}) scale(${scale})` });
    group.append(...(await vectors(data, layout)));
    made.push(group);
  }
  return made;
}

// How low a chart may be: where there is one line of letters to a bar or a dot it gives way.
function shortest({ data, layout }) {
  const [{ type, mode = "", orientation, text }] = data;
  const part = mode.startsWith("markers") ? 0.65 : type === "bar" && orientation === "h" && text ? 0.75 : 0.88;
  return part * layout.height;
}

// A phone has room for two small charts abreast, a slide for four.
function abreast(layout) {
  const axes = Object.keys(layout).filter((key) => /^xaxis\d*$/.test(key));
  if (axes.length <= ABREAST || axes.length === 4) return;
  const across = axes.length > 6 ? 4 : 3;
  const [before, rows] = [ABREAST, across].map((one) => Math.ceil(axes.length / one));
  const moved = (n) => ({
    x: (one) => (one * ABREAST - (n % ABREAST) + (n % across)) / across,
    y: (one) => 1 - ((1 - one) * before - Math.floor(n / ABREAST) + Math.floor(n / across)) / rows,
  });
  axes.forEach((key, n) => {
    for (const side of ["x", "y"]) {
      const axis = layout[key.replace("x", side)];
      axis.domain = axis.domain.map(moved(n)[side]).map((one) => Math.min(1, Math.max(0, one)));
    }
  });
  const titles = layout.annotations.filter(({ xref }) => xref === "paper");
  titles.forEach((one, n) => Object.assign(one, { x: moved(n).x(one.x), y: moved(n).y(one.y) }));
  layout.height = Math.max(LEAST, (layout.height * rows) / before);
}

async function vectors(data, layout) {
  const [{ width, height }, config] = [layout, { locale: "zh-CN" }];
  const asked = { format: "svg", width, height, imageDataOnly: true };
  const text = await window.Plotly.toImage({ data, layout, config }, asked);
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  // A picture leads nowhere, and holds what is shown, not what it was made of.
  for (const link of svg.querySelectorAll("a")) {
    const plain = element("tspan", { style: link.getAttribute("style") ?? "" });
    plain.append(...link.childNodes);
    link.replaceWith(plain);
  }
  for (const one of svg.querySelectorAll("[data-unformatted]")) one.removeAttribute("data-unformatted");
  return [...svg.childNodes];
}
