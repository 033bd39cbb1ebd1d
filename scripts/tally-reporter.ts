import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import type {SerializedError} from 'vitest';
import type {Reporter, TestCase, TestModule} from 'vitest/node';
import {skippedTest, type TestCaseOutcome} from './test-tally.ts';

/** Writes the outcome of every test to a JSON file, with the reason of each skip, which Vitest's own report lacks. */
export class TallyReporter implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const stray = unhandledErrors.map(error => failure('vitest', `outside any test: ${error.message}`));
    mkdirSync(dirname(this.#file), {recursive: true});
    writeFileSync(this.#file, JSON.stringify([...modules.flatMap(moduleOutcomes), ...stray]));
  }
}

function moduleOutcomes(module: TestModule): TestCaseOutcome[] {
  const outcomes = [...module.children.allTests()].map(testOutcome);
  const failsByItself = module.state() === 'failed' && !outcomes.some(o => o.outcome === 'failed');
  if (!failsByItself) return outcomes;
  return [...outcomes, failure(module.project.name, `${module.relativeModuleId} (outside its tests)`)];
}

function testOutcome(test: TestCase): TestCaseOutcome {
  const project = test.project.name;
  const title = `${test.module.relativeModuleId} › ${test.fullName}`;
  const result = test.result();
  if (result.state === 'passed') return {project, title, outcome: 'passed'};
  if (result.state === 'failed') return failure(project, title);
  if (result.state === 'pending') return failure(project, `${title} (did not finish)`);
  return skippedTest(
    project,
    title,
    result.note ?? (hookFailed(test) ? 'a hook before it failed' : undefined),
  );
}

function hookFailed(test: TestCase): boolean {
  for (let parent = test.parent; ; parent = parent.parent) {
    if (parent.errors().length > 0) return true;
    if (parent.type === 'module') return false;
  }
}

function failure(project: string, title: string): TestCaseOutcome {
  return {project, title, outcome: 'failed'};
}
