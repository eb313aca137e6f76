// Letters of a picture as other programs read them: of a text in several lines, or with a sign in
// another colour, they take each part for a text of its own and put it anywhere.

// Let each run of letters stand by itself where the browser has it.
export function apart(svg) {
  const frame = document.createElement("div");
  Object.assign(frame.style, { position: "absolute", left: "-5000px" });
  frame.append(svg);
  document.body.append(frame);
  for (const text of svg.querySelectorAll("text")) {
    if (text.firstElementChild) text.replaceWith(...runsOf(text).map((run, _, all) => alone(text, run, all)));
  }
  frame.remove();
}

function runsOf(text) {
  const runs = [];
  const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let at = 0; nodes.nextNode(); at += nodes.currentNode.length) {
    const { data, parentElement } = nodes.currentNode;
    if (!data.trim()) continue;
    const { x, y } = text.getStartPositionOfChar(at + data.search(/\S/));
    const { fill, fontSize, fontWeight } = getComputedStyle(parentElement);
    runs.push({ data: data.trim(), x, y, style: { fill, fontSize, fontWeight } });
  }
  return runs;
}

// A line of one run keeps what it is aligned to, should another program's letters be wider.
function alone(text, { data, x, y, style }, all) {
  const made = text.cloneNode(false);
  const isLine = all.filter((other) => Math.abs(other.y - y) < 1).length === 1;
  made.setAttribute("x", isLine ? text.getAttribute("x") : x);
  made.setAttribute("y", y);
  Object.assign(made.style, style, isLine ? {} : { textAnchor: "start" });
  made.textContent = data;
  return made;
}
