"use client";

import "./globals.css";

/** When not even the frame can be drawn there are no messages either, so both languages stand here. */
export default function GlobalError({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  return (
    <html lang="zh-CN">
      <body>
        <main className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-16 text-center">
          <h1 className="text-20 font-semibold">页面出了差错 · Something failed</h1>
          <p className="text-ink-2">
            已经提交的内容没有丢。Nothing submitted is lost.
            {error.digest && ` ${error.digest}`}
          </p>
          <button type="button" onClick={reset} className="h-11 rounded-panel border border-line-ctl px-4">
            再试一次 · Try again
          </button>
        </main>
      </body>
    </html>
  );
}
