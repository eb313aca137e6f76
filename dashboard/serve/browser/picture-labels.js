// What a screen says on hovering, and a phone has no room for, is written into a chart of a picture.

const MOST = 10; // periods that are all named
const [DIGIT, LETTER, LINE, AWAY] = [7, 12, 14, 7]; // pixels of letters, and of a label from its point
const PLACES = ["top center", "bottom center", "top right", "bottom left", "top left", "bottom right"];
const MARK = /<a .*<\/a>/su; // the sign of a doubt

// Label a chart, which knows its width and height; return the values that find no room.
export function labelled({ data, layout }) {
  if (layout.xaxis) named(layout.xaxis);
  for (const one of layout.annotations ?? []) joined(one, layout);
  const points = data.filter(isLine).flatMap((trace) => pointsOf(trace, layout));
  stood(data.filter(({ type }) => type === "bar"), layout);
  const others = data.filter((trace) => trace.type !== "heatmap" && !isLine(trace));
  return [...onLines(points), ...others.flatMap(unwritten)];
}

const isLine = ({ type, mode }) => type === "scatter" && mode.startsWith("lines");
const bare = (text) => (text ?? "").replace(/<[^>]*>/g, "");
const isWritten = (text) => /\d/.test(bare(text));
const widthOf = (text) => [...bare(text)].reduce((sum, one) => sum + (one > "\u2e80" ? LETTER : DIGIT), 0);
const lengthOf = ({ domain: [low, high] = [0, 1] }) => high - low;

// "<b>2019年 · 不及格</b><br>体质健康不及格率：1.63 %<br>……", as charts/labels.py writes it.
const valueOf = (said) => said?.split("<br>")[1]?.split("：").at(-1).split(" ")[0] ?? "";
const nameOf = (said) =>
  `${bare(said.split("<br>")[0]).replaceAll(" · ", " ")} ${valueOf(said)}${said.includes("<br>核查：") ? "※" : ""}`;

// Years of which a phone leaves out every other one.
function named(axis) {
  const every = axis.categoryarray ?? [];
  if (!axis.ticktext || axis.domain || !every.length || every.length > MOST) return;
  if (axis.tickvals.length < every.length) {
    axis.tickvals = every;
    axis.ticktext = every.map((period, n) => (n < every.length - 1 ? period.slice(0, 4) : period));
  }
}

// The title of a small chart, on one line if that is as wide.
function joined(note, layout) {
  const text = note.text.replaceAll("<br>", "");
  const isTitle = note.xref === "paper" && note.yref === "paper";
  if (isTitle && layout.xaxis.domain && widthOf(text) < (lengthOf(layout.xaxis) * layout.width) / 1.05) note.text = text;
}

// Numbers that stand on end over bars for want of room, upright where there is some; none is shrunk.
function stood(bars, { width, margin, bargap, barmode, xaxis }) {
  const isLying = ({ orientation }) => orientation === "h";
  for (const trace of bars) if (isLying(trace)) trace.constraintext = "none";
  const over = bars.filter((trace) => trace.textposition === "outside" && !isLying(trace));
  if (!over.length || xaxis.domain) return;
  const abreast = xaxis.categoryarray.length * (barmode === "overlay" ? 1 : over.length);
  const room = ((1 - bargap) * (width - margin.r - 60)) / abreast;
  const texts = over.map(({ y, text, hovertext }) =>
    y.map((value, n) => (value === null || isWritten(text[n]) ? text[n] : valueOf(hovertext[n]) + text[n])),
  );
  const widest = Math.max(...texts.flat().map((text) => widthOf(text.replace(MARK, ""))));
  const isUpright = widest <= room;
  if (!isUpright && room < LINE) return;
  over.forEach((trace, n) => {
    const lying = (text) => text.replace(/^(.+?)(?:<br>)?(<a .*<\/a>)$/su, "$2<br>$1");
    trace.text = isUpright ? texts[n].map(lying) : texts[n];
    Object.assign(trace, { constraintext: "none", textangle: isUpright ? 0 : -90, textfont: { size: isUpright ? 12 : 10 } });
  });
}

// What bars and dots do not say themselves; hatched is what is kept back.
function unwritten({ type, name, x, y, orientation, text, hovertext, marker }) {
  const isDots = type === "scatter";
  if (!hovertext || marker.pattern || !(text || isDots)) return [];
  return (isDots || orientation === "h" ? x : y).flatMap((value, n) => {
    if (value === null || isWritten(text?.[n]) || !valueOf(hovertext[n])) return [];
    const whose = isDots ? name : orientation === "h" ? y[n] : "";
    return [`${bare(whose)} ${nameOf(hovertext[n])}`.trim()];
  });
}

// Each point of a line says its value beside it, clear of all that is there.
function onLines(points) {
  const taken = points.flatMap(({ boxes }) => boxes);
  return points.flatMap(({ trace, n, value, at, said }) => {
    if (!value) return [];
    const usual = [trace.textposition].flat()[n] ?? PLACES[0];
    const place = [usual, ...PLACES].find((one) => {
      const box = at(one, DIGIT * (value.length + 1));
      return !taken.some((other) => meets(box, other)) && taken.push(box);
    });
    if (!place) return [nameOf(said)];
    const put = (what, of) => trace.x.map((_, m) => (m === n ? what : (of?.[m] ?? "")));
    trace.mode = "lines+markers+text";
    trace.textposition = put(place, [trace.textposition].flat()).map((one) => one || PLACES[0]);
    trace.text = put(value + (trace.text?.[n] ?? ""), trace.text);
    return [];
  });
}

const meets = (one, other) =>
  one.on === other.on &&
  Math.abs(one.x - other.x) < (one.wide + other.wide) / 2 &&
  Math.abs(one.y - other.y) < (one.high + other.high) / 2;

// Where the points of a line stand, about, with the line up to each, and what is not written there yet.
function pointsOf(trace, { width, height, margin, annotations = [], ...layout }) {
  const { x, y, hovertext, text = [], yaxis: on = "y" } = trace;
  const [across, up] = [layout[(trace.xaxis ?? "x").replace("x", "xaxis")], layout[on.replace("y", "yaxis")]];
  const step = (lengthOf(across) * (width - margin.r - 40)) / across.categoryarray.length;
  const unit = (lengthOf(up) * (height - margin.t - margin.b - 30)) / (up.range[1] - up.range[0]);
  const place = (n) => ({ on, x: step * across.categoryarray.indexOf(x[n]), y: unit * y[n] });
  return y.flatMap((value, n) => {
    if (value === null) return [];
    const at = (where, wide) => {
      const [high, side] = where.split(" ");
      const [left, above] = [{ left: -1, right: 1 }[side] ?? 0, high === "top" ? 1 : -1];
      const here = place(n);
      return { on, x: here.x + left * (wide / 2 + 4), y: here.y + above * (AWAY + LINE / 2), wide, high: LINE };
    };
    const boxes = [{ ...place(n), wide: 10, high: 10 }];
    const from = y[n - 1] == null ? undefined : place(n - 1);
    for (let part = 1; from && part < 12; part++) {
      const mix = (key) => (from[key] * part + place(n)[key] * (12 - part)) / 12;
      boxes.push({ on, x: mix("x"), y: mix("y"), wide: step / 12, high: 3 });
    }
    if (isWritten(text[n])) boxes.push(at([trace.textposition].flat()[n], widthOf(text[n])));
    const isEnd = annotations.some((one) => one.x === x[n] && one.y === value);
    const written = isWritten(text[n]) || isEnd ? "" : valueOf(hovertext[n]);
    return [{ trace, n, boxes, at, said: hovertext[n], value: written }];
  });
}
