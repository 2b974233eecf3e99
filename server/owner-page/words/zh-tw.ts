import type { CallWindow } from "#surveys/call-times.ts";
import { spokenSpan } from "./spoken-span.ts";
import type { OwnerTexts } from "./zh-cn.ts";

const PARTS = { morning: "上午", afternoon: "下午", evening: "晚上" } as const;

function spoken(window: CallWindow): string {
  return `${PARTS[window.part]} ${spokenSpan(window)} 點`;
}

/** Written by hand in the words of Taiwan and Hong Kong; a questionnaire's own texts are derived (traditional.ts). */
export const ZH_TW: OwnerTexts = {
  brand: "業主之聲",
  languages: "語言",
  large: ["大", "字"],
  largeOn: "（已開）",
  largeLabel: "",
  back: "返回",
  welcome: {
    title: (project) => `${project}的業主，`,
    ask: { living: "請說說您住得怎麼樣", waiting: "請說說您的感受" },
    lead: (minutes, questions) => `約 ${minutes} 分鐘，最多 ${questions} 題，自願參加。不想答的題可以略過。`,
    notes: [
      { head: "只看整體，不看個人", body: () => "建案、物業和各部門都看不到您個人怎麼答。" },
      { head: "誰在蒐集", body: (who) => `${who}客戶關係中心。不出售、不外傳，不用來推銷。` },
      {
        head: "怎麼保存",
        body: (_who, months) =>
          `姓名和電話加密存放，與回答分開。調查結束 ${months} 個月後自動銷毀對應關係，只留整體數字。`,
      },
      { head: "由您決定", body: () => "隨時可退出、查看或要求刪除，不影響任何服務。" },
    ],
    privacy: "閱讀完整的隱私說明",
    more: "往下看完說明",
    start: "同意並開始",
    decline: "這次不參加",
    optOut: "以後都不要寄給我",
  },
  resume: {
    title: "接著上次作答",
    lead: (count) => `您已經答了 ${count} 題，都存著。`,
    go: "接著答",
    elsewhere: {
      title: "另一支手機上正在作答",
      lead: (count) =>
        `剛才在另一支手機或另一個 App 裡答了 ${count} 題，都存著。可以在這裡接著答；兩邊都答，先送出的那份算數。`,
      go: "在這裡接著答",
    },
  },
  question: {
    counter: "第 {n} 題，共 {m} 題",
    sections: (n, m) => `第 ${n} 部分，共 ${m} 部分`,
    skip: "略過這題",
    mayBeBlank: "不想答的可以留空",
    previous: "上一題",
    next: "下一題",
    chosen: "（已選\u00a0{n}\u00a0項）",
    previousSection: "上一部分",
    nextSection: "下一部分",
    submit: "送出",
    dontKnow: "說不清，略過",
    picked: "您選了 {n} 分。",
    points: (n, label) => `${n} 分：${label}`,
    yes: "是",
    no: "否",
    willing: "願意",
    unwilling: "不願意",
    writeIn: "（可填寫）",
    write: "請寫下來（可不填）",
    atMost: "最多選 {n} 項，先去掉一項再選。",
    interference: "有人要求您改分數？告訴我們",
  },
  status: {
    saved: "已儲存",
    offline: "沒連上網路。答案存在這支手機裡，連上會自動送出。",
    sending: "正在送出",
    waiting: "還沒送到。答案存在這支手機裡，連上網路會自動送出，請別關掉這一頁。",
    refused:
      "沒有收下，再等也不會送出：這個連結可能已經換過。請打開您最近收到的那則訊息裡的連結，或告訴客服。您的回答都還在這一頁，可以往回翻看。",
  },
  problems: "有幾處要改一下，您寫的都還在：",
  thanks: {
    title: "收到了，謝謝您",
    lead: "您說的每一條都會算進去。",
    receipt: "回執編號",
    brief: "您答的題不多，這份不計入分數；想補答，再打開這個連結就可以。",
    again: "補答",
    nextHead: "接下來會怎樣",
    steps: [
      { head: "蒐集結束", body: "統一核對，剔除無效問卷。" },
      { head: "公布結果", body: "社區公布欄和官方帳號同時公布，只公布整體數字。" },
      { head: "公布要改的事", body: "寫清楚改什麼、誰負責、什麼時候完成。" },
      { head: "再來問您", body: "看改了沒有、有沒有用。" },
    ],
    day: (month, day) => `${month} 月 ${day} 日`,
    lateMonth: (month) => `${month} 月下旬`,
    month: (month) => `${month} 月`,
    yearEnd: "年底",
    noContact: {
      head: "您選了：不需要客服聯絡我",
      body: "所以沒有人會因為這份問卷打電話給您。",
      change: "想讓客服跟進一件事，點這裡改",
    },
    contact: {
      head: "您選了：可以讓客服聯絡我",
      body: "只有跟進您這件事的客服看得到您的回答。",
      change: "不用聯絡了，點這裡改",
    },
    erase: "申請刪除",
  },
  erase: {
    title: "申請刪除您的資料",
    goes: "會刪除：姓名、電話、地址，您和回答之間的對應關係，沒送出的草稿，寫下的原話，聯絡時的備註。",
    stays: "會留下：已送出的回答只算在整體數字裡，認不出是您；房屋和合約的資料依法另存。",
    time: (days) =>
      `我們在 ${days} 個工作天內辦完。刪除以後不能恢復，這個連結也打不開了；以後也不再寄問卷給您。`,
    confirm: "申請刪除",
    cancel: "先不要",
    doneTitle: "記下了，會刪除",
    doneBody: (month, day) =>
      `最遲 ${month} 月 ${day} 日辦完。要刪除證明，或者想收回申請，請告訴客服下面的編號。`,
    number: "申請編號",
  },
  unknown: {
    title: "這個連結打不開",
    body: "請打開您最近收到的那則訊息裡的連結，或問一下傳給您的人。",
  },
  closed: {
    title: "這次調查已經結束",
    body: "謝謝您願意參加。有急事請打物業或報修專線，不用等下一次。",
  },
  notYet: {
    title: "還沒有開始",
    body: (month, day) => `${month} 月 ${day} 日起，用同一個連結就可以答。`,
  },
  declined: {
    title: "好的，這次不打擾您",
    body: "沒有人會追問原因，也不影響任何服務。改變主意了，再打開這個連結就可以答。",
    back: "還是想答",
  },
  optOut: {
    title: "以後都不要寄給您？",
    body: "我們不再寄給您任何滿意度問卷，也不再為此打電話。維修、交屋這些該通知的事照常通知。",
    confirm: "以後都不要寄",
    cancel: "先不要",
    doneTitle: "記下了，以後不再寄",
    doneBody: "想恢復，告訴您的管家或客服就可以。",
    reopenTitle: "您說過，以後都不要寄給您",
    reopenBody: "我們照辦：不會再寄，也不會為此打電話。如果這一次還想說幾句，這個連結仍然能用。",
    answer: "這一次還是想答",
  },
  call: {
    link: "請打電話給我",
    short: "電話答",
    title: "請打電話給我",
    body: (minutes) =>
      `不方便點螢幕，就由客服打電話一題一題問您，約 ${minutes} 分鐘。打您登記的那個號碼，不問證件，不問銀行卡。`,
    when: "什麼時候方便",
    anyTime: "盡快，什麼時候都行",
    window: spoken,
    day: (month, day, weekday) => `${month} 月 ${day} 日 週${"日一二三四五六"[weekday]}`,
    send: "約好了",
    cancel: "先不要",
    gone: "這個時間已經過了，請另選一個。",
    doneTitle: "好的，我們打電話給您",
    doneAny: (windows) => `客服會盡快打您登記的號碼，只在${windows.map(spoken).join("、")}打。`,
    doneAt: (when) => `客服會在 ${when} 打您登記的號碼。`,
    kept: "已經答的都存著，電話裡接著往下問。",
    change: "改個時間",
    drop: "不用打了，我自己答",
  },
  report: {
    title: "有人要求您改分數？",
    body: "比如請您打高分、看著您答、讓您改答案。直接送到集團客戶關係中心，建案和物業看不到是誰寫的。",
    label: "什麼人、什麼時候、怎麼說的（可以只寫一部分）",
    send: "送出",
    doneTitle: "收到了",
    doneBody: "集團會查證。您之前的回答不變，也沒有人會因此找您。",
  },
  unavailable: {
    title: "這會兒沒連上",
    body: "答案沒有丟。過一分鐘再試一次。",
    retry: "再試一次",
  },
};
