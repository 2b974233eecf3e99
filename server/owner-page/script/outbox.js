// Keeps answers on the phone and sends them: drafts as one goes, the whole at the end, again and again while there is
// no connection. Written for old web views, in the language of 2015 and with what Chromium 53 has: a test parses it.
// Joined with questions.js into one script by document.ts.

const STORE = `ov:${location.pathname}`;

/** A random id of version 4; crypto.randomUUID is missing in old web views and on plain http. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

function readKept() {
  try {
    return JSON.parse(localStorage.getItem(STORE) || "null") || {};
  } catch (_broken) {
    return {};
  }
}

/** Answers that wait on this phone. What was sent is better asked of the server: another device may know more. */
function unsentAnswers() {
  const kept = readKept();
  return (kept.unsent && kept.answers) || {};
}

/** Refused for good: what opens nothing now opens nothing later. Too many or too slow is another matter. */
const isFinal = (status) => status >= 400 && status < 500 && status !== 408 && status !== 429;

/**
 * @param answers gives the answers of this moment
 * @param say tells the person: "saved", "offline", "sending", "waiting", "refused" or ""
 * @param mend is given the first problem when answers are refused
 */
function openOutbox(answers, say, mend) {
  const id = readKept().id || newId();
  let dirty = false;
  let done = false;
  let sending = false;
  let saving = false;
  let timer = 0;
  let pause = 4000;

  function keep(pending) {
    try {
      localStorage.setItem(
        STORE,
        JSON.stringify({ id, answers: answers(), pending, unsent: pending || dirty })
      );
    } catch (_full) {
      // a phone that keeps nothing still sends
    }
  }

  function post(complete, keepalive) {
    return fetch(location.pathname, {
      method: "POST",
      credentials: "same-origin",
      keepalive,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ submissionId: id, answers: answers(), complete }),
    });
  }

  // the server knows what to show: the receipt, or why there is none
  function leave() {
    done = true;
    try {
      localStorage.removeItem(STORE);
    } catch (_none) {
      // nothing was kept
    }
    location.replace(location.pathname);
  }

  // one at a time, for an older one that comes later would take its place; whoever leaves cannot wait for that
  function saveDraft(keepalive) {
    if (done || sending || !dirty || (saving && keepalive !== true)) return;
    dirty = false;
    saving = true;
    post(false, keepalive === true).then(
      (reply) => {
        saving = false;
        if (reply.status === 409 || reply.status === 410) return leave();
        const more = dirty;
        dirty = dirty || !reply.ok;
        keep(false);
        if (!reply.ok) return say(isFinal(reply.status) ? "refused" : "offline");
        return more ? saveDraft() : say("saved");
      },
      () => {
        saving = false;
        dirty = true;
        say("offline");
      }
    );
  }

  function retryLater() {
    say("waiting");
    clearTimeout(timer);
    timer = setTimeout(submit, pause);
    pause = Math.min(pause * 2, 60000);
  }

  /** The answers stay on the page, and nothing is sent again by itself. */
  function rest(what) {
    sending = false;
    dirty = true;
    keep(false);
    say(what);
  }

  function refused(body) {
    const problem = (body.problems || [])[0];
    if (!problem) return rest("refused");
    rest("");
    return mend(problem);
  }

  function submit() {
    clearTimeout(timer);
    sending = true;
    keep(true);
    say("sending");
    post(true, false).then((reply) => {
      if (reply.ok || reply.status === 409 || reply.status === 410) return leave();
      if (reply.status === 422) return reply.json().then(refused, retryLater);
      return isFinal(reply.status) ? rest("refused") : retryLater();
    }, retryLater);
  }

  document.addEventListener("visibilitychange", () => document.hidden && saveDraft(true));
  addEventListener("pagehide", () => saveDraft(true));
  addEventListener("online", () => (sending ? submit() : saveDraft()));

  return {
    submit,
    changed() {
      // "saved" was said of what stood before
      if (!dirty && !sending) say("");
      dirty = true;
      keep(false);
      clearTimeout(timer);
      timer = setTimeout(saveDraft, 1200);
    },
  };
}
