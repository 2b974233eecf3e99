"use client";

/** Length of what two texts have in common at the beginning and, beyond that, at the end. */
function commonEnds(before: string, after: string): readonly [number, number] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return [head, tail];
}

/** A text before and after: what went is struck out, what came is marked; both are said to assistive technology. */
export function ChangedWords({ before, after }: { readonly before: string; readonly after: string }) {
  const [head, tail] = commonEnds(before, after);
  const [gone, come] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  return (
    <span>
      {after.slice(0, head)}
      {gone && <del className="bg-neg-soft text-neg decoration-1">{gone}</del>}
      {come && <ins className="bg-pos-soft font-semibold text-pos no-underline">{come}</ins>}
      {after.slice(after.length - tail)}
    </span>
  );
}
