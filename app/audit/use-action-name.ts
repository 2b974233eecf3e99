"use client";

import { useTranslations } from "use-intl";

const NAMES = {
  "sign-in": "signIn",
  "sign-in.failed": "signInFailed",
  "sign-in.limited": "signInLimited",
  "sign-out": "signOut",
  "password.changed": "passwordChanged",
  "setup.first-admin": "firstAdmin",
  "person.created": "personCreated",
  "person.changed": "personChanged",
  "person.disabled": "personDisabled",
  "person.enabled": "personEnabled",
  "person.password-reset": "passwordReset",
  "grant.added": "grantAdded",
  "grant.ended": "grantEnded",
  "view-as.started": "viewAsStarted",
  "view-as.ended": "viewAsEnded",
  "identity.viewed": "identityViewed",
  "export.made": "exportMade",
  "import.applied": "importApplied",
  "import.undone": "importUndone",
  "definition.drafted": "definitionDrafted",
  "definition.published": "definitionPublished",
  "questionnaire.drafted": "questionnaireDrafted",
  "questionnaire.published": "questionnairePublished",
  "setting.changed": "settingChanged",
  "view.changed": "viewChanged",
  "wave.changed": "waveChanged",
  "owner.opted-out": "ownerOptedOut",
  "erasure.asked": "erasureAsked",
  "erasure.dropped": "erasureDropped",
  "owner.erased": "ownerErased",
  "retention.done": "retentionDone",
  "followup.handled": "followupHandled",
  "voice.corrected": "voiceCorrected",
  "quotes.changed": "quotesChanged",
  "lexicon.published": "lexiconPublished",
  "improvement.changed": "improvementChanged",
  "target.changed": "targetChanged",
  "benchmark.changed": "benchmarkChanged",
} as const;

function isNamed(action: string): action is keyof typeof NAMES {
  return action in NAMES;
}

/** What an entry of the log says was done; an action without a name of its own goes by its code. */
export function useActionName() {
  const t = useTranslations("auditAction");
  return (action: string): string => (isNamed(action) ? t(NAMES[action]) : action);
}
