// Generated from the migrations by describe-tables.ts; tables.test.ts rewrites it with UPDATE=1.
import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** jsonb: parsed on the way out, text on the way in. */
type Json = ColumnType<unknown, string, string>;
type DefaultJson = ColumnType<unknown, string | undefined, string>;

export type Tables = {
  account: {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    accessToken: string | null;
    refreshToken: string | null;
    idToken: string | null;
    accessTokenExpiresAt: Date | null;
    refreshTokenExpiresAt: Date | null;
    scope: string | null;
    password: string | null;
    createdAt: Generated<Date>;
    updatedAt: Generated<Date>;
  };
  appointment: {
    id: GeneratedAlways<number>;
    respondent_key: string;
    mode: string;
    due_at: Date | null;
    wished_by: string;
    state: Generated<string>;
    made_by: string | null;
    made_at: Generated<Date>;
  };
  attempt: {
    id: GeneratedAlways<number>;
    respondent_key: string;
    at: Date;
    mode: string;
    disposition: string;
    actor: string | null;
    note: string | null;
    wave_id: number | null;
    report_id: string | null;
  };
  audit_log: {
    id: GeneratedAlways<number>;
    at: Generated<Date>;
    actor_id: string | null;
    acting_as: string | null;
    action: string;
    subject: string | null;
    detail: DefaultJson;
    network: string | null;
  };
  benchmark: {
    id: GeneratedAlways<number>;
    node: string;
    source: string;
    year: number;
    version: number;
    value: number | null;
    n: number | null;
    note: Generated<string>;
    example: Generated<boolean>;
    batch: string;
    changed_by: string;
    changed_at: Generated<Date>;
  };
  complaint: {
    id: GeneratedAlways<number>;
    project_id: number;
    complaint_no: string;
    home_id: number | null;
    submitted_at: Date;
    channel: string | null;
    category: string | null;
    level: Generated<string>;
    is_group: Generated<boolean>;
    people: number | null;
    port: string | null;
    reply_due_at: Date | null;
    first_reply_at: Date | null;
    closed_at: Date | null;
    status: string;
    solved: boolean | null;
  };
  contract: {
    id: GeneratedAlways<number>;
    home_id: number;
    contract_no: string | null;
    status: string;
    subscribe_date: string | null;
    sign_date: string | null;
    price: number | null;
    pay_method: string | null;
    is_current: Generated<boolean>;
  };
  definition_step: {
    id: GeneratedAlways<number>;
    definition_id: string;
    version: number;
    step: string;
    by_id: string | null;
    reason: string | null;
    hash: string;
    at: Generated<Date>;
  };
  deletion: {
    relation: string;
    key: string;
    changed_xid: Generated<string>;
  };
  field_case: {
    respondent_key: string;
    taken_by: string;
    taken_until: Date;
  };
  followup: {
    response_id: string;
    opened_by: string;
    opened_at: Date;
    outcome: string | null;
    handled_by: string | null;
    handled_at: Date | null;
  };
  frame_exclusion: {
    id: GeneratedAlways<number>;
    wave_id: number;
    respondent_key: string;
    reason: string;
    note: Generated<string>;
    asked_by: string;
    asked_at: Generated<Date>;
    decision: string | null;
    decided_by: string | null;
    decided_at: Date | null;
  };
  frame_member: {
    respondent_key: string;
    wave_id: number;
    project_id: number;
    region_id: number | null;
    phase: string;
    batch: string | null;
    product_type: string | null;
    months_since_signing: number | null;
    months_since_handover: number | null;
    sampled: Generated<boolean>;
    disposition: string | null;
    exclusion: string | null;
    exclusion_by: string | null;
    changed_xid: Generated<string>;
    tenure: string | null;
  };
  handover: {
    home_id: number;
    batch_id: number | null;
    contract_date: string | null;
    handover_date: string | null;
  };
  handover_batch: {
    id: GeneratedAlways<number>;
    project_id: number;
    name: string;
    starts_on: string;
    ends_on: string | null;
  };
  home: {
    id: GeneratedAlways<number>;
    code: string;
    project_id: number;
    stage: string | null;
    building: string;
    unit: Generated<string>;
    floor: number | null;
    room: string;
    product_type: string | null;
    fit_out: string | null;
    area_built: number | null;
    area_inner: number | null;
    layout: string | null;
    presale_no: string | null;
    survey_no: string | null;
    use: string | null;
    created_at: Generated<Date>;
  };
  hotline_call: {
    id: GeneratedAlways<number>;
    project_id: number;
    call_no: string;
    home_id: number | null;
    started_at: Date;
    queue_seconds: number;
    answered: boolean;
    talk_seconds: number | null;
    category: Generated<string>;
  };
  import_journal: {
    import_id: number;
    ordinal: number;
    relation: string;
    key: Json;
    before: Json | null;
  };
  import_row: {
    import_id: number;
    ordinal: number;
    sheet: string;
    row: number;
    col: string | null;
    disposition: string;
    code: string;
    message: string;
    value: string | null;
    cells: Json | null;
  };
  import_run: {
    id: GeneratedAlways<number>;
    source: string;
    file_name: string;
    file_hash: Buffer;
    bytes: number;
    upload_path: string | null;
    wave_id: number | null;
    options: DefaultJson;
    mapping: DefaultJson;
    rows: number;
    counts: Json;
    warnings: DefaultJson;
    dropped_columns: DefaultJson;
    state: Generated<string>;
    actor: string | null;
    started_at: Date;
    finished_at: Generated<Date>;
    undone_at: Date | null;
    undone_by: string | null;
  };
  improvement_draft: {
    id: GeneratedAlways<number>;
    unit_id: number;
    wave_id: number;
    node: string;
    phase: string | null;
    port: string | null;
    kind: string;
    evidence: Json;
    note: Generated<string>;
    created_by: string;
    created_at: Generated<Date>;
    removed_by: string | null;
    removed_at: Date | null;
  };
  index_definition: {
    id: string;
    version: number;
    status: Generated<string>;
    definition: Json;
    hash: string;
    note: string | null;
    effective_wave_year: number | null;
    drafted_by: string | null;
    drafted_at: Generated<Date>;
    published_by: string | null;
    published_at: Date | null;
    based_on: number | null;
  };
  indicator_target: {
    id: GeneratedAlways<number>;
    node: string;
    unit_id: number | null;
    year: number;
    version: number;
    value: number | null;
    reason: Generated<string>;
    batch: string;
    changed_by: string;
    changed_at: Generated<Date>;
  };
  interference_report: {
    id: GeneratedAlways<number>;
    respondent_key: string;
    raw: string;
    masked: string;
    received_at: Generated<Date>;
  };
  interviewer_quality: {
    wave_id: number;
    interviewer: string;
    mode: string;
    facts: Json;
    screened_at: Generated<Date>;
  };
  invitation: {
    id: GeneratedAlways<number>;
    respondent_key: string;
    wave_id: number;
    token_hash: Buffer;
    channel: string;
    state: Generated<string>;
    language: Generated<string>;
    created_at: Generated<Date>;
    first_opened_at: Date | null;
    mailing_id: number | null;
  };
  last_look: {
    user_id: string;
    looked_at: Date;
    seen: Json;
  };
  late_answer: {
    submission_id: string;
    respondent_key: string;
    wave_id: number;
    mode: string;
    answers: Json;
    body_hash: Buffer;
    received_at: Generated<Date>;
  };
  mailing: {
    id: GeneratedAlways<number>;
    wave_id: number;
    kind: string;
    channel: string;
    language: string;
    audience: DefaultJson;
    send_at: Date;
    state: Generated<string>;
    note: string | null;
    running_until: Date | null;
    written: Generated<number>;
    request_id: string;
    asked_by: string;
    asked_at: Generated<Date>;
    ended_at: Date | null;
  };
  message: {
    id: GeneratedAlways<number>;
    mailing_id: number;
    respondent_key: string;
    invitation_id: number | null;
    address_hash: Buffer;
    state: Generated<string>;
    tries: Generated<number>;
    due_at: Date;
    reason: string | null;
    changed_at: Generated<Date>;
  };
  migration: {
    name: string;
    hash: string;
    applied_at: Generated<Date>;
  };
  occupancy: {
    home_id: number;
    moved_in: boolean | null;
    renovating: boolean | null;
    use: string | null;
    move_in_date: string | null;
    stated_on: string | null;
  };
  open_answer: {
    response_id: string;
    item: string;
    raw: string;
    masked: string;
    findings: Generated<string[]>;
    voice_id: Generated<string>;
    topics: Generated<string[]>;
    topics_version: number | null;
  };
  org_alias: {
    alias: string;
    unit_id: number;
  };
  org_placement: {
    id: GeneratedAlways<number>;
    unit_id: number;
    parent_id: number | null;
    name: string;
    valid_from: string;
    valid_to: string | null;
  };
  org_unit: {
    id: GeneratedAlways<number>;
    code: string;
    kind: string;
    name: string;
    name_en: string | null;
    created_at: Generated<Date>;
  };
  ownership: {
    id: GeneratedAlways<number>;
    home_id: number;
    owner_id: string;
    relation: Generated<string>;
    position: Generated<number>;
    valid_from: string | null;
    valid_to: string | null;
  };
  picked_quote: {
    voice_id: string;
    position: number;
    picked_by: string;
    picked_at: Generated<Date>;
    released_by: string | null;
    released_at: Date | null;
  };
  port: {
    code: string;
    name: string;
    name_en: string;
    position: number;
  };
  project_quality: {
    wave_id: number;
    project_id: number;
    grade: string | null;
    facts: Json;
    screened_at: Generated<Date>;
  };
  publication: {
    id: GeneratedAlways<number>;
    wave_id: number;
    kind: string;
    definition_id: string;
    definition_version: number;
    definition_hash: string;
    data_version: string;
    as_of: Date;
    hash: Buffer;
    reason: string | null;
    published_by: string | null;
    published_at: Generated<Date>;
  };
  publication_passport: {
    publication_id: number;
    level: string;
    passport: Json;
  };
  published_reading: {
    publication_id: number;
    unit: string;
    phase: string;
    node: string;
    value: number | null;
    se: number | null;
    df: number | null;
    low: number | null;
    high: number | null;
    n: number | null;
    population: number | null;
    neff: number | null;
    coverage: number | null;
    state: string;
  };
  questionnaire: {
    id: string;
    version: number;
    status: Generated<string>;
    definition: Json;
    hash: string;
    drafted_by: string | null;
    published_by: string | null;
    published_at: Date | null;
    based_on: number | null;
    note: string | null;
    editorial: DefaultJson;
  };
  questionnaire_step: {
    id: GeneratedAlways<number>;
    questionnaire_id: string;
    version: number;
    step: string;
    by_id: string | null;
    reason: string | null;
    hash: string;
    at: Generated<Date>;
  };
  rateLimit: {
    id: string;
    key: string;
    count: number;
    lastRequest: number;
  };
  receipt: {
    response_id: string;
    bits: number;
  };
  receipt_progress: {
    only_row: Generated<boolean>;
    epoch: string;
    through_xid: string;
  };
  record_epoch: {
    only_row: Generated<boolean>;
    epoch: Generated<string>;
    since: Generated<Date>;
  };
  repair_order: {
    id: GeneratedAlways<number>;
    project_id: number;
    order_no: string;
    home_id: number | null;
    reported_at: Date;
    channel: string | null;
    category: string | null;
    urgency: string | null;
    dispatched_at: Date | null;
    arrived_at: Date | null;
    closed_at: Date | null;
    status: string;
    in_warranty: boolean | null;
    reopened: Generated<number>;
    on_time: boolean | null;
    callback_result: string | null;
  };
  response: {
    id: string;
    respondent_key: string;
    wave_id: number;
    project_id: number;
    phase: string;
    questionnaire_id: string;
    questionnaire_version: number;
    mode: string;
    codes: Buffer;
    choices: DefaultJson;
    body_hash: Buffer;
    complete: boolean;
    consent_followup: Generated<boolean>;
    started_at: Date | null;
    submitted_at: Date;
    duration_s: number | null;
    language: string | null;
    device_hash: Buffer | null;
    network_hash: Buffer | null;
    quality: Generated<string>;
    quality_reasons: Generated<string[]>;
    weighting_exempt: Generated<boolean>;
    import_id: number | null;
    changed_xid: Generated<string>;
    interviewer: string | null;
  };
  response_conflict: {
    id: GeneratedAlways<number>;
    respondent_key: string;
    submission_id: string;
    kept_id: string;
    body: Json;
    body_hash: Buffer;
    received_at: Generated<Date>;
  };
  response_draft: {
    respondent_key: string;
    answers: Json;
    started_at: Date;
    saved_at: Generated<Date>;
    language: string | null;
    large: boolean | null;
    device_hash: Buffer | null;
  };
  response_flag: {
    response_id: string;
    code: string;
    detail: DefaultJson;
    found_at: Generated<Date>;
  };
  response_review: {
    id: GeneratedAlways<number>;
    response_id: string;
    verdict: string;
    reason: string;
    proposed_by: string;
    proposed_at: Generated<Date>;
    decision: string | null;
    decided_by: string | null;
    decided_at: Date | null;
    quality_before: string | null;
    undone_at: Date | null;
  };
  retention_done: {
    wave_id: number;
    kind: string;
    done_at: Date;
  };
  role_grant: {
    id: GeneratedAlways<number>;
    user_id: string;
    role: string;
    unit_id: number | null;
    port: string | null;
    valid_from: Generated<string>;
    valid_to: string | null;
    granted_by: string | null;
  };
  saved_sight: {
    user_id: string;
    key: string;
    value: Json;
    saved_at: Generated<Date>;
  };
  saved_view: {
    id: GeneratedAlways<number>;
    owner_id: string;
    name: string;
    page: string;
    query: string;
    shared_unit: number | null;
    shared_role: string | null;
    created_at: Generated<Date>;
    changed_at: Generated<Date>;
    deleted_at: Date | null;
  };
  session: {
    id: string;
    expiresAt: Date;
    token: string;
    createdAt: Generated<Date>;
    updatedAt: Generated<Date>;
    ipAddress: string | null;
    userAgent: string | null;
    userId: string;
    viewingAs: string | null;
  };
  setting: {
    key: string;
    version: number;
    value: Json;
    changed_by: string | null;
    reason: string | null;
    changed_at: Generated<Date>;
  };
  topic_correction: {
    voice_id: string;
    topic: string;
    verdict: string;
    corrected_by: string;
    corrected_at: Generated<Date>;
  };
  topic_lexicon: {
    version: number;
    topics: Json;
    note: string | null;
    made_by: string | null;
    made_at: Generated<Date>;
  };
  unit_port: {
    unit_id: number;
    port: string;
    lead_name: string | null;
  };
  user: {
    id: string;
    name: string;
    email: string;
    emailVerified: Generated<boolean>;
    image: string | null;
    createdAt: Generated<Date>;
    updatedAt: Generated<Date>;
    disabledAt: Date | null;
    mustChangePassword: Generated<boolean>;
  };
  verification: {
    id: string;
    identifier: string;
    value: string;
    expiresAt: Date;
    createdAt: Generated<Date>;
    updatedAt: Generated<Date>;
  };
  wave: {
    id: GeneratedAlways<number>;
    kind: string;
    year: number;
    name: string;
    name_en: string | null;
    questionnaire_id: string;
    questionnaire_version: number;
    cutoff_on: string;
    opens_on: string;
    closes_on: string;
    state: Generated<string>;
    notice: DefaultJson;
    item_versions: DefaultJson;
    origin: Generated<string>;
    planned_modes: DefaultJson;
    created_by: string | null;
    rules: DefaultJson;
    age_by: Generated<string>;
  };
  wave_close: {
    wave_id: number;
    number: number;
    closed_by: string | null;
    closed_at: Generated<Date>;
    data_hash: Buffer;
    frame_hash: Buffer | null;
    questionnaire_hash: string;
    weighting: Json;
    reconciliation: Json;
    reopened_by: string | null;
    reopened_at: Date | null;
  };
  wave_frame: {
    wave_id: number;
    cutoff_on: string;
    run_in_months: number;
    stable_months: number;
    contact_days: number;
    owners: number;
    hash: Buffer;
    built_by: string | null;
    built_at: Generated<Date>;
    tenure_limits: number[] | null;
  };
  wave_method_note: {
    id: GeneratedAlways<number>;
    wave_id: number;
    note: string;
    version: number;
    zh: string;
    en: string;
    supplement: boolean;
    written_by: string | null;
    written_at: Generated<Date>;
  };
  wave_sample: {
    wave_id: number;
    draw: number;
    seed: number;
    plan: Json;
    owners: number;
    drawn: number;
    frame_hash: Buffer;
    hash: Buffer;
    drawn_by: string | null;
    drawn_at: Generated<Date>;
  };
  wave_step: {
    id: GeneratedAlways<number>;
    wave_id: number;
    from_state: string;
    to_state: string;
    by_id: string | null;
    reason: string | null;
    at: Generated<Date>;
  };
  wave_stratum: {
    wave_id: number;
    project_id: number;
    phase: string;
    owners: number;
    target: number;
    drawn: number;
    take_all: boolean;
  };
  wave_weight: {
    wave_id: number;
    project_id: number;
    phase: string;
    owners: number;
    respondents: number;
    weight: number | null;
    pool: string;
  };
  wave_work: {
    id: GeneratedAlways<number>;
    wave_id: number;
    kind: string;
    by_id: string | null;
    started_at: Generated<Date>;
    beat_at: Generated<Date>;
    stage: Generated<string>;
    finished_at: Date | null;
    result: Json | null;
    failure: Json | null;
  };
  "vault.email": {
    owner_id: string;
    sealed: Buffer;
    hash: Buffer;
  };
  "vault.erased_mark": {
    mark: Buffer;
    owner_id: string;
    erased_on: string;
  };
  "vault.erasure": {
    id: GeneratedAlways<number>;
    request_id: number;
    erased_at: Date;
    erased_by: string;
    erased_by_name: string;
    destroyed: Json;
    kept: Json;
    hash: Buffer;
  };
  "vault.erasure_request": {
    id: GeneratedAlways<number>;
    respondent_key: string | null;
    owner_id: string | null;
    channel: string;
    asked_at: Date;
    due_on: string;
    asked_by: string | null;
    state: Generated<string>;
    closed_at: Date | null;
    closed_by: string | null;
    reason: string | null;
  };
  "vault.owner": {
    id: Generated<string>;
    name_sealed: Buffer | null;
    name_hash: Buffer | null;
    is_company: Generated<boolean>;
    opted_out_at: Date | null;
    created_at: Generated<Date>;
    forgotten_at: Date | null;
  };
  "vault.phone": {
    owner_id: string;
    position: number;
    sealed: Buffer;
    hash: Buffer;
  };
  "vault.respondent": {
    respondent_key: Generated<string>;
    wave_id: number;
    home_id: number;
    owner_id: string | null;
  };
};
