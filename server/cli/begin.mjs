// Plain JavaScript on purpose: an old Node must be able to read the sentence that says it is too old.

/** @param {string} sentence @returns {never} */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/**
 * Loads a program written in TypeScript, or says in one sentence why this machine cannot run it yet.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
export async function begin(load) {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < 24) {
    fail(
      `Node ${process.versions.node} is too old: OwnerVoice needs Node 24, which 'npm ci' installs here; start commands with 'npm run'.`,
    );
  }
  try {
    return await load();
  } catch (failure) {
    const missing = failure instanceof Error && "code" in failure && failure.code === "ERR_MODULE_NOT_FOUND";
    if (missing && failure.message.startsWith("Cannot find package"))
      fail("The packages are not installed, or not all of them: run 'npm ci', then the command again.");
    throw failure;
  }
}
