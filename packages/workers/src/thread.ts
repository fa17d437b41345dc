import { parentPort, workerData } from 'node:worker_threads'
import { pinSubject, verifyImage } from '@pawl/core'
import type { Question, Reply } from './pool.ts'
import { type TrustFiles, trustOf } from './trust-files.ts'

/*
 * What runs on a thread: one question at a time, until the pool ends it. It decides nothing but what `verifyImage` does; a throw of it ends the thread, which
 * the pool takes for no answer.
 */
const files: TrustFiles = workerData
const trust = trustOf(files)

parentPort?.on('message', ({ serial, evidence, digest, others, times }: Question) => {
  const reply: Reply = { serial, image: verifyImage(evidence, pinSubject(digest, others), trust, times) }
  parentPort?.postMessage(reply)
})
parentPort?.postMessage('ready')
