// One chart of a page. Streamlit calls what stands last in this file with the place of a chart and
// what is sent for it, at each run of a page; drawn is only what is new, and near the screen.

const PICTURE = "./picture.js";
const FILES = ["./plotly-locale-zh-cn-4.1.1.js", "./plotly-cartesian-4.1.1.min.js"];
const CONFIG = { displayModeBar: false, locale: "zh-CN" }; // the tool bar is English in part
const NEAR = "600px 0px"; // so far from the screen a chart is drawn, before it is scrolled to
const PAPER = 760; // pixels across a sheet, to whose width the drawing is scaled
// What a picture is written in, wherever it is shown: as slides are, 12 pixels before it is enlarged.
const SLIDE = { family: "'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif", rem: 16 };
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

const charts = new Map(); // by their boxes
let printing = false;
let loading;

// The page asks for them by itself; what has not come with it is asked for anew.
const plotly = () =>
  (loading ??= whole().then(() => window.Plotly ?? Promise.all(FILES.map((file) => import(file))))).catch((failure) => {
    loading = undefined; // to be tried again with the next chart
    throw failure;
  });
const whole = async () => {
  if (window.Plotly || document.readyState === "complete") return;
  await new Promise((done) => addEventListener("load", done, { once: true }));
};

class Chart {
  constructor(box) {
    this.box = box;
    this.near = false;
    this.observers = [seeing(box), sizes];
    for (const observer of this.observers) observer.observe(box);
    box.addEventListener("keydown", (event) => this.walk(event));
  }

  end() {
    for (const observer of this.observers) observer.unobserve(this.box);
    if (this.drawn) window.Plotly.purge(this.plot);
    charts.delete(this.box);
  }

  show(sent, pick) {
    [this.sent, this.pick] = [sent, pick];
    const { alt, layout } = JSON.parse(sent);
    this.box.setAttribute("aria-label", alt);
    this.box.style.height = `${layout.height}px`;
    this.approach();
  }

  async approach() {
    if (!this.near) return;
    try {
      await plotly();
      if (charts.has(this.box)) this.draw();
    } catch (failure) {
      console.error(failure);
      this.box.textContent = "图没能载入，请刷新页面；数字在“表”里也有。";
    }
    this.box.setAttribute("aria-busy", "false");
  }

  // Draw what is not drawn so already. All at once: what waits is not printed.
  draw() {
    const width = printing ? PAPER : this.box.clientWidth;
    const look = lookOf(this.box);
    const wanted = this.sent + JSON.stringify(look);
    if (!width) return; // folded away
    if (wanted !== this.drawn || width !== this.width) {
      const { data, layout, picks } = this.drawing(look);
      layout.width = width;
      this.plot ??= this.begin();
      const anew = width !== this.width;
      if (anew && this.drawn) window.Plotly.purge(this.plot); // or its legend stays where it was
      window.Plotly.react(this.plot, data, layout, CONFIG);
      if (anew) this.plot.on("plotly_click", ({ points }) => this.chose(points[0]));
      this.picks = picks;
      this.at = undefined;
    }
    [this.drawn, this.width] = [wanted, width];
    // So that paper.css can scale it to a width that no script is told: that of paper.
    const { height } = this.plot.layout;
    this.plot.style.setProperty("--shape", `${width} / ${height}`);
    for (const drawing of this.plot.querySelectorAll(".main-svg")) {
      drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  }

  // What is drawn, in the colours and letters of a look.
  drawing(look) {
    const text = this.sent.replace(/#000[01][0-3]\d/g, (code) => look.codes[code] ?? code);
    const drawn = JSON.parse(text);
    drawn.layout.template = { layout: look.layout };
    return drawn;
  }

  begin() {
    const [plot, said] = [document.createElement("div"), document.createElement("p")];
    said.setAttribute("aria-live", "polite");
    this.box.replaceChildren(plot, said);
    this.said = said;
    return plot;
  }

  // The keyboard goes from value to value, and does what the mouse does there.
  walk(event) {
    if (!this.drawn || event.target !== this.box) return;
    if (event.key === "Enter" && this.at) this.chose(this.at);
    if (event.key === "Escape") window.Plotly.Fx.unhover(this.plot);
    const points = event.key in STEPS ? pointsOf(this.plot.data) : [];
    if (!points.length) return;
    event.preventDefault();
    this.place = this.at ? this.place + STEPS[event.key] : 0;
    this.at = points.at(this.place % points.length);
    const { curveNumber, pointNumber, subplot, text } = this.at;
    window.Plotly.Fx.hover(this.plot, [{ curveNumber, pointNumber }], subplot);
    this.said.textContent = wordsOf(text);
  }

  chose(point) {
    if (this.picks) this.pick(String(point.y));
  }
}

// What Streamlit's theme says, and Plotly's template made of it; on paper and slides always the light one.
function lookOf(box, slide) {
  const style = getComputedStyle(box);
  const light = printing || slide;
  const said = (name) => style.getPropertyValue(`--${light ? "paper" : "st"}-${name}`).trim();
  const [ink, quiet, line, back] = ["text-color", "gray-text-color", "border-color", "background-color"].map(said);
  const palette = [...said("chart-categorical-colors").split(","), ...said("chart-sequential-colors").split(",")];
  const codes = { "#000036": quiet, "#000037": ink };
  palette.forEach((colour, n) => {
    const code = String(n + 1).padStart(2, "0");
    [codes[`#0000${code}`], codes[`#0001${code}`]] = [colour.trim(), upon(colour.trim())];
  });
  const rem = slide?.rem ?? parseFloat(getComputedStyle(document.documentElement).fontSize);
  const font = { family: slide?.family ?? style.fontFamily, size: 0.75 * rem, color: quiet, weight: 400 };
  const axis = (standoff) => ({
    ...{ gridcolor: line, zerolinecolor: line, tickcolor: line, tickfont: font, automargin: true },
    title: { font: { color: quiet, size: 0.875 * rem }, standoff: standoff * rem },
  });
  const layout = {
    font,
    ...{ paper_bgcolor: back, plot_bgcolor: back, margin: { pad: rem / 2 } },
    legend: { font: { ...font, color: ink }, borderwidth: 0 },
    hoverlabel: { bgcolor: back, bordercolor: line, font },
    xaxis: { ...axis(1.25), showgrid: false, zeroline: false },
    yaxis: axis(1.5),
  };
  return { codes, layout };
}

// White, or where that is less than 4.5 : 1, as WCAG reckons, black, which then is more.
export function upon(colour) {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r, g, b] = parts.map((part) => (part > 0.04045 ? ((part + 0.055) / 1.055) ** 2.4 : part / 12.92));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.183 ? "#000000" : "#ffffff";
}

function pointsOf(traces) {
  return traces.flatMap(({ x, y, xaxis = "x", yaxis = "y", hovertext, visible }, curveNumber) => {
    const at = { curveNumber, subplot: xaxis + yaxis };
    const found = (hovertext ?? []).flatMap((text, n) =>
      Array.isArray(text)
        ? text.map((inner, m) => ({ ...at, text: inner, pointNumber: [n, m] }))
        : { ...at, text, pointNumber: n, y: y[n], gap: x[n] == null || y[n] == null },
    );
    return visible === "legendonly" ? [] : found.filter(({ text, gap }) => text && !gap);
  });
}

// A document that is never shown: nothing in the text runs or is fetched.
const wordsOf = (text) =>
  new DOMParser().parseFromString(text.replaceAll("<br>", "，"), "text/html").body.textContent;

// What is near is told of the part of the page that scrolls: it clips what it holds.
const observers = new WeakMap();
function seeing(box) {
  const root = box.closest('[data-testid="stMain"]');
  if (!observers.has(root)) {
    observers.set(root, new IntersectionObserver(seen, { root, rootMargin: NEAR }));
  }
  return observers.get(root);
}

function seen(entries) {
  for (const { target, isIntersecting } of entries) {
    const chart = charts.get(target);
    if (!chart) continue;
    chart.near = isIntersecting;
    if (isIntersecting) chart.approach();
    else target.setAttribute("aria-busy", "false");
  }
}

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) charts.get(target)?.approach();
});

function forPaper(is) {
  printing = is;
  if (window.Plotly) for (const chart of charts.values()) if (is || chart.near) chart.draw();
  if (is) dispatchEvent(new Event("chartsforpaper")); // paper.js numbers the signs in them
}
addEventListener("beforeprint", () => forPaper(true));
addEventListener("afterprint", () => forPaper(false));

// A figure is taken as a picture, with all charts that it shows.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.(".picture button");
  const figure = button?.closest('[class*="st-key-figure-"]');
  const shown = [...(figure?.querySelectorAll(".chart") ?? [])].map((box) => charts.get(box)).filter(Boolean);
  if (!shown.length) return;
  try {
    const version = new URL(import.meta.url).search;
    const [picture] = await Promise.all([import(PICTURE + version), plotly()]);
    const look = lookOf(shown[0].box, SLIDE);
    await picture.take(button.textContent, figure, shown.map((chart) => chart.drawing(look)), look);
  } catch (failure) {
    console.error(failure);
    button.textContent = "没能画出，请刷新页面";
  }
});

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".chart");
  if (!charts.has(box)) {
    charts.set(box, new Chart(box));
    plotly().catch(() => {}); // asked for while it is found out what is near
  }
  const chart = charts.get(box);
  chart.show(new TextDecoder().decode(data), (what) => setTriggerValue("picked", what));
  return () => chart.end();
}
