// For engines that are a little older than Streamlit asks for: Chromium 109, the last for Windows 7
// and 8, and those of its time. Written as the oldest can read it, since it tells them so.
(function () {
  window.tooOld = function () {
    var told = document.createElement("div");
    told.id = "old";
    told.innerHTML =
      "<b>这个浏览器打不开数据看板</b><br>它的内核太旧，或者没能载入看板的程序。请先刷新一次；仍然这样，请改用：<br>" +
      "Chrome、Edge 109 或更新（Windows 7、8 也能装 109）<br>Firefox 115 或更新，Safari 16.4 或更新<br>" +
      "360、QQ、搜狗等浏览器：内核 109 或更新，并切换到“极速模式”";
    return told;
  };
  function works(code) {
    try {
      return code();
    } catch (failure) {
      return false;
    }
  }
  var can =
    "noModule" in document.createElement("script") &&
    window.structuredClone &&
    Array.prototype.findLast &&
    works(function () {
      return new RegExp("(?<=a)\\p{L}", "u").test("ab");
    });
  if (!can) {
    document.addEventListener("DOMContentLoaded", function () {
      document.body.appendChild(window.tooOld());
    });
    return;
  }
  // The flag v only adds to what u knows, and what is added is not used.
  if (!works(function () { return new RegExp("", "v"); })) {
    var Native = window.RegExp;
    var Patched = function RegExp(pattern, flags) {
      var known = typeof flags === "string" ? flags.replace("v", "u") : flags;
      return Reflect.construct(Native, [pattern, known], new.target || Patched);
    };
    Patched.prototype = Native.prototype;
    Object.setPrototypeOf(Patched, Native);
    Patched.prototype.constructor = Patched;
    window.RegExp = Patched;
  }
  // Arrays that are changed as copies, from ES2023.
  function lend(holder, name, value) {
    if (!holder[name]) {
      Object.defineProperty(holder, name, { value: value, writable: true, configurable: true });
    }
  }
  lend(Array.prototype, "toSorted", function (order) {
    return Array.from(this).sort(order);
  });
  lend(Array.prototype, "toReversed", function () {
    return Array.from(this).reverse();
  });
  lend(Array.prototype, "toSpliced", function () {
    var copy = Array.from(this);
    copy.splice.apply(copy, arguments);
    return copy;
  });
  lend(Array.prototype, "with", function (index, value) {
    var copy = Array.from(this);
    copy[index < 0 ? copy.length + index : index] = value;
    return copy;
  });
  lend(Promise, "withResolvers", function () {
    var made = {};
    made.promise = new this(function (resolve, reject) {
      made.resolve = resolve;
      made.reject = reject;
    });
    return made;
  });
})();
