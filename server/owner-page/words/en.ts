import type { CallWindow } from "#surveys/call-times.ts";
import { spokenSpan } from "./spoken-span.ts";
import type { OwnerTexts } from "./zh-cn.ts";

function spoken(window: CallWindow): string {
  return `${spokenSpan(window)} in the ${window.part}`;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

function monthName(month: number): string {
  return MONTHS[month - 1] ?? "";
}

export const EN: OwnerTexts = {
  brand: "OwnerVoice",
  languages: "Language",
  large: ["A", "a"],
  largeOn: "\u00a0(on)",
  largeLabel: " large text",
  back: "Back",
  welcome: {
    title: (project) => `Owners of ${project}:`,
    ask: { living: "how is life in your home?", waiting: "how has it been so far?" },
    lead: (minutes, questions) =>
      `About ${minutes} minutes, ${questions} questions at most, voluntary. Skip whatever you like.`,
    notes: [
      {
        head: "Totals only, never persons",
        body: () => "No project, property or other department sees what you answered.",
      },
      {
        head: "Who asks",
        body: (who) =>
          `The customer relations centre of ${who}. Never sold, never passed on, never used for selling.`,
      },
      {
        head: "How it is kept",
        body: (_who, months) =>
          `Name and phone are kept encrypted, apart from answers. ${months} months after the survey the link is destroyed by itself and totals remain.`,
      },
      {
        head: "It is up to you",
        body: () => "Stop, look at it or have it deleted at any time; no service depends on it.",
      },
    ],
    privacy: "Read the full privacy notice",
    more: "Read on below",
    start: "Agree and start",
    decline: "Not this time",
    optOut: "Never send me one again",
  },
  resume: {
    title: "Go on where you stopped",
    lead: (count) => `You have answered ${count}; they are kept.`,
    go: "Go on",
    elsewhere: {
      title: "Being answered on another device",
      lead: (count) =>
        `Answers given a moment ago on another phone or in another app: ${count}, all kept. You may go on here. If both send, the first one counts.`,
      go: "Go on here",
    },
  },
  question: {
    counter: "Question {n} of {m}",
    sections: (n, m) => `Part ${n} of ${m}`,
    skip: "Skip this one",
    mayBeBlank: "Leave blank what you like",
    previous: "Back",
    next: "Next",
    chosen: " ({n}\u00a0chosen)",
    previousSection: "Back",
    nextSection: "Next part",
    submit: "Send",
    dontKnow: "Cannot say, skip",
    picked: "You chose {n}.",
    points: (n, label) => `${n}: ${label}`,
    yes: "Yes",
    no: "No",
    willing: "Yes",
    unwilling: "No",
    writeIn: " (write it down)",
    write: "In your words (optional)",
    atMost: "Choose up to {n}: take one away first.",
    interference: "Did anyone ask you to change your mark? Tell us",
  },
  status: {
    saved: "Saved",
    offline: "No connection. Your answers are on this phone and are sent once it is back.",
    sending: "Sending",
    waiting:
      "Not sent yet. Your answers are on this phone and are sent once there is a connection; keep this page open.",
    refused:
      "Not accepted, and waiting will not help: this link may have been replaced. Open the link in the newest message you received, or tell customer service. Your answers are all still on this page; go back to read them.",
  },
  problems: "A few things need changing; all you wrote is still here:",
  thanks: {
    title: "Received, thank you",
    lead: "Everything you said counts.",
    receipt: "Receipt",
    brief: "You answered few questions, so this does not enter the score. To add more, open this link again.",
    again: "Add more",
    nextHead: "What happens next",
    steps: [
      { head: "Collection ends", body: "Everything is checked, invalid answers are set apart." },
      { head: "Results", body: "On the notice board and the official account, totals only." },
      { head: "What will change", body: "What is done, by whom and by when." },
      { head: "We ask again", body: "Was it done, and did it help?" },
    ],
    day: (month, day) => `${day} ${monthName(month)}`,
    lateMonth: (month) => `Late ${monthName(month)}`,
    month: monthName,
    yearEnd: "Year end",
    noContact: {
      head: "You chose: no contact",
      body: "So nobody will call you about this survey.",
      change: "Have customer service follow something up",
    },
    contact: {
      head: "You chose: customer service may contact you",
      body: "Only those who follow up your matter see your answers.",
      change: "No contact after all",
    },
    erase: "Ask for deletion",
  },
  erase: {
    title: "Ask for deletion",
    goes: "Deleted: your name, numbers and addresses, the link between you and your answers, unsent drafts, your words as you wrote them, notes of contacts.",
    stays:
      "Kept: answers you sent count in totals and cannot be known as yours; facts about home and contract are kept as the law asks.",
    time: (days) =>
      `Done within ${days} working days. It cannot be undone, and this link then opens nothing; no further survey is sent to you.`,
    confirm: "Ask for deletion",
    cancel: "Not now",
    doneTitle: "Noted: it will be deleted",
    doneBody: (month, day) =>
      `Done by ${day} ${monthName(month)} at the latest. For the certificate, or to take the request back, tell customer service the number below.`,
    number: "Request number",
  },
  unknown: {
    title: "This link does not open",
    body: "Open the link in the newest message you received, or ask whoever sent it.",
  },
  closed: {
    title: "This survey has ended",
    body: "Thank you for wanting to take part. For anything urgent call the property or repair line.",
  },
  notYet: {
    title: "Not open yet",
    body: (month, day) => `From ${day} ${monthName(month)} the same link works.`,
  },
  declined: {
    title: "All right, not this time",
    body: "Nobody will ask why, and no service depends on it. If you change your mind, open this link again.",
    back: "Answer after all",
  },
  optOut: {
    title: "Never send you a survey again?",
    body: "No satisfaction survey and no call about one. Notices about repairs or handover still reach you.",
    confirm: "Never again",
    cancel: "Not now",
    doneTitle: "Noted: no more surveys",
    doneBody: "To change that, tell your steward or customer service.",
    reopenTitle: "You asked never to be sent a survey again",
    reopenBody:
      "It stays that way: no survey, no call about one. Should you want to say something this once, the link still works.",
    answer: "Answer this once",
  },
  call: {
    link: "Please call me instead",
    short: "By phone",
    title: "Please call me instead",
    body: (minutes) =>
      `If the screen is awkward, customer service calls and asks you one question after the other, about ${minutes} minutes. They call the number you registered and never ask for papers or bank cards.`,
    when: "When would suit you",
    anyTime: "As soon as possible, any time",
    window: spoken,
    day: (month, day, weekday) =>
      `${["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][weekday]} ${day} ${monthName(month)}`,
    send: "Call me then",
    cancel: "Not now",
    gone: "That time has passed: choose another.",
    doneTitle: "All right, we will call you",
    doneAny: (windows) =>
      `Customer service calls the number you registered as soon as they can, only at ${windows.map(spoken).join(", ")}.`,
    doneAt: (when) => `Customer service calls the number you registered: ${when}.`,
    kept: "What you have answered is kept; the call goes on from there.",
    change: "Another time",
    drop: "No call, I answer myself",
  },
  report: {
    title: "Did anyone ask you to change your mark?",
    body: "To give a high mark, watching you answer, asking you to change it. This goes straight to group customer relations; project and property cannot see who wrote it.",
    label: "Who, when and in what words (a part is fine)",
    send: "Send",
    doneTitle: "Received",
    doneBody:
      "The group will look into it. Your answers stay as they are, and nobody will contact you about it.",
  },
  unavailable: {
    title: "No connection at the moment",
    body: "No answer is lost. Try again in a minute.",
    retry: "Try again",
  },
};
