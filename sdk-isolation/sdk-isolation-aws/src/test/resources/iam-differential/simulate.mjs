// SPDX-License-Identifier: Apache-2.0
//
// Answers IAM simulations over standard input and output, one JSON value per line each way.
// IamDifferentialTest copies this file next to a node_modules folder that it has installed.
import { createInterface } from 'node:readline'
import { runSimulation } from '@cloud-copilot/iam-simulate'

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })
for await (const line of lines) {
  let answer
  try {
    const outcome = await runSimulation(JSON.parse(line), { simulationMode: 'Strict' })
    const ignored = outcome.result?.ignoredContextKeys ?? []
    answer =
      outcome.resultType === 'error'
        ? 'refused ' + JSON.stringify(outcome.errors)
        : ignored.length > 0
          ? 'ignored ' + ignored.join(' ')
          : outcome.overallResult
  } catch (e) {
    answer = 'failed ' + String(e?.stack ?? e)
  }
  process.stdout.write(answer.replaceAll('\n', ' ') + '\n')
}
