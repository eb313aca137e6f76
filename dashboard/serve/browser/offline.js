
// Streamlit tells in English, as to a developer, that the server or a page is not there. What it shows
// stays; only its words are put into Chinese, by the title. And what Streamlit has no setting for:
// the place on the page after another part of it was chosen.
(() => {
  const DIALOGS = {
    "Connection error": [
      "连不上看板",
      "服务器没有应答：可能正在重新启动，或者这台电脑的网络断开了。" +
        "恢复以后本页会自动继续；一直不恢复时，请告诉管理员。",
    ],
    "Page not found": ["没有这个页面", "网址里的页面不存在，下面是总览。"],
  };
  // What a screen reader says of Streamlit's own parts, and the way past the navigation.
  const LABELS = {
    Sidebar: "导航栏",
    "Collapse sidebar": "收起导航",
    "Expand sidebar": "展开导航",
    "App pages": "各页",
    Open: "展开选项",
    "Clear all": "全部清除",
    Close: "关闭",
  };
  const ENDS = { " — start": "，从", " — end": "，到" };
  const STATES = { Connecting: "正在连接", Error: "连不上" };

  const say = (element, text) => {
    const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(), rest = text; node; node = nodes.nextNode(), rest = "") {
      if (node.data !== rest) node.data = rest;
    }
  };
  const speak = () => {
    for (const [english, ours] of Object.entries(LABELS)) {
      for (const element of document.querySelectorAll(`[aria-label="${english}"]`)) {
        element.setAttribute("aria-label", ours);
      }
    }
    for (const [english, ours] of Object.entries(ENDS)) {
      for (const element of document.querySelectorAll(`[aria-label$="${english}"]`)) {
        const name = element.getAttribute("aria-label").slice(0, -english.length);
        element.setAttribute("aria-label", name + ours);
      }
    }
  };
  const translate = () => {
    speak();
    const skip = document.querySelector('[data-testid="stSkipToContent"]');
    if (skip) say(skip, "跳到正文");
    for (const title of document.querySelectorAll('[role="dialog"] h2')) {
      const [name, words] = DIALOGS[title.textContent] || [];
      if (name) {
        say(title.nextElementSibling, words);
        say(title, name);
        title.parentElement.querySelector("button").setAttribute("aria-label", "关闭");
      }
    }
    const label = document.querySelector('[data-testid="stConnectionStatus"] label');
    const state = label && STATES[label.textContent];
    if (state) say(label, state);
  };
  // Whoever chooses another part of a page from far down wants its beginning, not its end.
  const lead = (event) => {
    if (!event.target.closest('.st-key-parts [role="radio"], .st-key-parts label')) return;
    const main = document.querySelector('[data-testid="stMain"]');
    const reach = document.querySelector(".st-key-reach").parentElement.getBoundingClientRect();
    const heading = main.querySelector('[data-testid="stHeading"] h3');
    const above = heading ? heading.getBoundingClientRect().top - reach.bottom : 0;
    if (above < 0) main.scrollBy(0, above);
  };
  document.addEventListener("click", lead, true);
  new MutationObserver(translate).observe(document.body, { childList: true, subtree: true });
})();
