import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { MEASURE_HEAD, type Measure, measure, measureLine, quantile } from "./submission-measure.ts";
import { submissionStage } from "./submission-stage.ts";

/**
 * Durable submissions through the real path (token, wave, routing, validation, coding, one counted answer a household,
 * words, outcome, receipt) against a floor in the same run, then the same with the page loaded before each. Both on
 * PostgreSQL with fsync. Processor time is printed too, for it says more than a rate on a machine with neighbours.
 * Usage: node bench/submission.bench.ts [submissions a round] [rounds] [connections] [ms added to every sync]
 */
const [perRound = 20_000, rounds = 3, connections = 64, syncMs = 0] = process.argv.slice(2).map(Number);

function said(ratios: readonly number[]): string {
  const [median, least, most] = [quantile(ratios, 0.5), Math.min(...ratios), Math.max(...ratios)];
  return `${median.toFixed(2)} x (${least.toFixed(2)}-${most.toFixed(2)})`;
}

const stage = await submissionStage((2 * rounds + 1) * perRound, syncMs);
try {
  const out = (text: string) => void process.stdout.write(text);
  out(
    `${perRound} submissions a round, ${connections} connections, ${syncMs} ms added to every sync\n${MEASURE_HEAD}`,
  );
  let used = 0;
  const take = () => {
    used += perRound;
    return stage.tokens.slice(used - perRound, used);
  };
  const atFloor = () => {
    const requests = Array.from({ length: perRound }, () => ({ path: "/", answers: STABLE_ANSWERS }));
    return measure(stage.cluster, { port: stage.floor, connections, requests });
  };
  const submitted = () => {
    const requests = take().map((token) => ({ path: `/s/${token}`, answers: STABLE_ANSWERS }));
    return measure(stage.cluster, { port: stage.real, connections, requests });
  };
  const loadedAndSubmitted = async (): Promise<Measure> => {
    const requests = take().flatMap((token) => [
      { path: `/s/${token}` },
      { path: `/s/${token}`, answers: STABLE_ANSWERS },
    ]);
    const each = await measure(stage.cluster, { port: stage.real, connections, requests });
    const { rate, server, database, client } = each;
    return { ...each, rate: rate / 2, server: server * 2, database: database * 2, client: client * 2 };
  };

  await atFloor();
  await submitted();
  const pairs: { floor: Measure; submit: Measure; both: Measure }[] = [];
  for (let round = 0; round < rounds; round++) {
    const pair = { floor: await atFloor(), submit: await submitted(), both: await loadedAndSubmitted() };
    out(
      measureLine("floor", pair.floor) +
        measureLine("submit", pair.submit) +
        measureLine("page + submit", pair.both),
    );
    pairs.push(pair);
  }
  const cost = ({ server, database }: Measure) => server + database;
  out(
    `submit:        ${said(pairs.map(({ floor, submit }) => submit.rate / floor.rate))} the floor's rate; target 0.4\n` +
      `p99:           ${said(pairs.map(({ floor, submit }) => submit.p99 / floor.p99))} the floor's; target at most 3\n` +
      `page + submit: ${said(pairs.map(({ floor, both }) => both.rate / floor.rate))} the floor's rate; target 0.3\n` +
      `processor:     ${said(pairs.map(({ floor, submit }) => cost(submit) / cost(floor)))} the floor's a submission\n`,
  );
} finally {
  await stage.close();
}
