// Makes of the inert questions of the first page one question at a time: back and forth without loading. Without this
// script every section is a page of its own; nothing is lost but comfort.

const byId = (id) => document.getElementById(id);
const all = (root, selector) => Array.from(root.querySelectorAll(selector));
const marked = (input, mark) => ` ${input.className} `.includes(` ${mark} `);

function chosen(field) {
  return all(field, "input:checked").map((input) => input.value);
}

/** Whether the person is asked this: its condition holds, and that of the question it depends on. */
function isAsked(field) {
  const rule = field.getAttribute("data-if");
  if (!rule) return true;
  const [item, values] = rule.split("=");
  const parent = byId(item);
  return isAsked(parent) && chosen(parent).some((value) => values.split(",").includes(value));
}

/** Follow-up boxes stand open for a low mark or for "other". */
function isOpen(box, field) {
  const mark = box.name.endsWith("_other") ? "wi" : "low";
  return !/_(why|other)$/.test(box.name) || all(field, "input:checked").some((input) => marked(input, mark));
}

function readAnswers(fields) {
  const answers = {};
  for (const field of fields.filter(isAsked)) {
    const values = chosen(field);
    if (values.length > 0) answers[field.id] = field.dataset.k === "multi" ? values : values[0];
    for (const box of all(field, "textarea")) {
      if (box.value.trim() && isOpen(box, field)) answers[box.name] = box.value;
    }
  }
  return answers;
}

/** Lays answers over those already in the form. */
function fillAnswers(fields, answers) {
  for (const field of fields) {
    if (field.id in answers) {
      const values = [].concat(answers[field.id]).map(String);
      for (const input of all(field, "input")) input.checked = values.includes(input.value);
    }
    for (const box of all(field, "textarea")) box.value = answers[box.name] || box.value;
  }
}

/** A fair order of choices: any but "other" and "none", which stay last. */
function shuffle(field) {
  const grid = field.querySelector(".os");
  const free = Array.from(grid.children).filter(
    (each) => !/\b(x|wi)\b/.test(each.querySelector("input").className)
  );
  const last = grid.children[free.length] || null;
  while (free.length > 0) {
    grid.insertBefore(free.splice(Math.floor(Math.random() * free.length), 1)[0], last);
  }
}

/** Takes the questions out of the template and shows the first open one; returns what shows them again. */
function begin() {
  const template = byId("all");
  const texts = template.dataset;
  const welcome = byId("welcome");
  const page = document.importNode(template.content, true).firstElementChild;
  welcome.parentNode.insertBefore(page, welcome);

  const fields = all(page, "fieldset");
  const [next, previous, skip] = [byId("next"), byId("prev"), byId("skip")];
  const back = previous.cloneNode();
  let here = 0;
  const asked = () => fields.filter(isAsked);
  const warn = (text) => {
    byId("warn").textContent = text;
  };
  const say = (what) => {
    byId("status").textContent = texts[what] || "";
    next.disabled = what === "sending" || what === "waiting";
  };
  const answers = () => readAnswers(fields);

  function update() {
    const list = asked();
    const field = list[here];
    const isLast = here === list.length - 1;
    for (const box of all(field, ".f textarea")) box.parentNode.hidden = !isOpen(box, field);
    const echo = field.querySelector(".ec");
    const mark = chosen(field)[0];
    if (echo) {
      echo.hidden = !/^\d+$/.test(mark);
      echo.textContent = echo.dataset.t.replace("{n}", mark);
    }
    const count = field.dataset.k === "multi" ? chosen(field).length : 0;
    byId("count").textContent = texts.counter.replace("{n}", here + 1).replace("{m}", list.length);
    page.querySelector("progress").value = (100 * (here + 1)) / list.length;
    next.textContent =
      (isLast ? texts.submit : texts.next) + (count > 0 ? texts.chosen.replace("{n}", count) : "");
    skip.hidden = isLast;
  }

  function show(index, remember) {
    const list = asked();
    here = Math.max(0, Math.min(index, list.length - 1));
    const field = list[here];
    for (const each of fields) each.hidden = each !== field;
    warn("");
    update();
    if (remember) history.pushState({ q: field.id }, "");
    scrollTo(0, 0);
    field.querySelector("h2").focus({ preventScroll: true });
  }

  const indexOf = (code) => asked().findIndex((field) => field.id === code);
  const outbox = openOutbox(answers, say, (problem) => {
    show(indexOf(problem.item.split("_")[0]), true);
    warn(problem.text);
  });
  const goOn = () => (here === asked().length - 1 ? outbox.submit() : show(here + 1, true));

  function choose(input) {
    const field = asked()[here];
    const most = Number(field.dataset.max);
    warn("");
    if (input.type === "checkbox" && input.checked) {
      for (const other of all(field, "input:checked")) {
        if (other !== input && (marked(input, "x") || marked(other, "x"))) other.checked = false;
      }
      if (most && chosen(field).length > most) {
        input.checked = false;
        warn(texts.most.replace("{n}", most));
      }
    }
    const closed = all(field, ".f[hidden]");
    update();
    for (const box of closed) if (!box.hidden) hintAt(box, input);
    outbox.changed();
  }

  /** Digits choose a mark, Enter goes on. */
  function press(event) {
    const isWriting = event.target.tagName === "TEXTAREA";
    if (page.hidden || isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      goOn();
    }
    const field = asked()[here];
    if (!/^\d$/.test(event.key) || !/rating5|nps/.test(field.dataset.k)) return;
    const input = field.querySelector(`input[value="${event.key}"]`);
    if (input) input.click();
  }

  back.className = "bk";
  back.removeAttribute("id");
  back.setAttribute("aria-label", previous.textContent);
  back.innerHTML = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M10 3.5 5.5 8l4.5 4.5"/></svg>';
  byId("bar").insertBefore(back, byId("bar").firstChild);
  back.onclick = () => history.back();
  previous.onclick = back.onclick;
  next.onclick = goOn;
  skip.onclick = () => {
    for (const input of all(asked()[here], "input")) input.checked = false;
    outbox.changed();
    goOn();
  };
  page.addEventListener("change", (event) => event.target.tagName === "INPUT" && choose(event.target));
  page.addEventListener("input", (event) => event.target.tagName === "TEXTAREA" && outbox.changed());
  page.querySelector("form").onsubmit = (event) => event.preventDefault();
  document.addEventListener("keydown", press);
  addEventListener("popstate", (event) => {
    const isQuestion = Boolean(event.state && event.state.q);
    turn(isQuestion);
    if (isQuestion) show(indexOf(event.state.q), false);
  });

  /** To the questions, or back to the first page. */
  function turn(toQuestions) {
    page.hidden = !toQuestions;
    back.hidden = !toQuestions;
    welcome.hidden = toQuestions;
    for (const part of all(byId("bar"), ".lg")) part.hidden = toQuestions;
    for (const link of all(byId("bar"), ".ca")) link.hidden = !toQuestions;
    offerToGoOn(answers());
  }

  function open() {
    const given = answers();
    const first = asked().findIndex((field) => given[field.id] === undefined);
    turn(true);
    show(Math.max(0, first), true);
  }

  for (const field of fields) if (field.dataset.shuffle) shuffle(field);
  fillAnswers(fields, unsentAnswers());
  open();
  if (readKept().pending) outbox.submit();
  else outbox.changed();
  return open;
}

/**
 * A box that opened below what can be seen shows its first words, and what was chosen stays in sight. Old web views only
 * know jumps, and are left alone.
 */
function hintAt(box, input) {
  if (!("scrollBehavior" in document.documentElement.style)) return;
  for (const each of [box.querySelector("label") || box, input.parentNode])
    each.scrollIntoView({ block: "nearest" });
}

/** Brings the words one answers to the top, so that a keyboard over half the screen hides neither them nor the box. */
function showAbove(box) {
  const near = box.parentNode.querySelector("label") || box.closest("fieldset") || box;
  near.scrollIntoView();
}

/** The keyboard comes some time after the focus; where the browser tells, it is believed. */
function keepInSight() {
  const writing = () => {
    const box = document.activeElement;
    if (box && box.tagName === "TEXTAREA") showAbove(box);
  };
  document.addEventListener("focusin", () => setTimeout(writing, 300));
  if (window.visualViewport) window.visualViewport.addEventListener("resize", writing);
  else addEventListener("resize", writing);
}

/** The first page says so when there are answers to go on with. */
function offerToGoOn(answers) {
  if (Object.keys(answers).length > 0) {
    document.querySelector(".p[form=start]").textContent = byId("all").dataset.resume;
  }
}

/** In large type the notes reach below the button; the way to the rest goes when the rest is in sight. */
function hideWayDown() {
  const rest = byId("rest").getBoundingClientRect();
  byId("more").hidden = rest.bottom < byId("more").parentNode.getBoundingClientRect().top;
}

/** Large type at once, remembered for the next page. */
function switchSize(event) {
  event.preventDefault();
  const isLarge = document.documentElement.classList.toggle("l");
  document.cookie = `size=${isLarge ? "l" : "m"};path=${location.pathname};max-age=15552000;samesite=lax`;
  hideWayDown();
}

if (window.fetch && byId("all").content) {
  let pressed = "start";
  let open = begin;
  offerToGoOn(unsentAnswers());
  keepInSight();
  hideWayDown();
  addEventListener("scroll", hideWayDown);
  byId("big").addEventListener("click", switchSize);
  for (const button of all(document, "[form=start]")) {
    button.addEventListener("click", () => {
      pressed = button.value;
    });
  }
  byId("start").addEventListener("submit", (event) => {
    if (pressed !== "start") return;
    event.preventDefault();
    open = open() || open;
  });
  if (readKept().pending) open = begin();
}
