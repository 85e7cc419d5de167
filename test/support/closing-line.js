/**
 * A Jest reporter that ends the run with one plain line, `N passed, N failed, N skipped`, for programs that read it. It
 * counts cases; a spec file that could not be run counts as one that failed.
 */
export default class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    process.stderr.write(`\n${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped\n`);
  }
}
