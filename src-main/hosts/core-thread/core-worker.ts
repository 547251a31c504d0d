// Owns the entry of the core thread: opens the library, answers calls, passes events on, closes when told; or looks after its files.
import { parentPort, workerData } from 'node:worker_threads'
import { toFailure } from '#domain/errors.ts'
import { type CareTask, runCare } from './care-task.ts'
import { openApp } from './open-app.ts'
import type { FromThread, ThreadData, ToThread } from './thread-messages.ts'

const port = parentPort
if (!port) throw new Error('core-worker.ts runs as a worker thread only')
const post = (message: FromThread): void => port.postMessage(message)

const data = workerData as ThreadData
if (data.care) care(data.care)
else {
  try {
    serve(openApp(data), data.background ?? true)
  } catch (thrown) {
    post({ type: 'refused', failure: toFailure(thrown) })
  }
}

function care(task: CareTask): void {
  try {
    post({ type: 'cared', result: { ok: true, value: runCare(task, data) } })
  } catch (thrown) {
    post({ type: 'cared', result: { ok: false, error: toFailure(thrown) } })
  }
}

function serve(app: ReturnType<typeof openApp>, background: boolean): void {
  const running = new Map<number, AbortController>()
  app.subscribe((frame) => post({ type: 'event', frame }))

  const answer = async (id: number, name: string, input: unknown): Promise<void> => {
    const controller = new AbortController()
    running.set(id, controller)
    const result = await app.dispatch(name, input, { signal: controller.signal })
    running.delete(id)
    post({ type: 'result', id, result })
  }

  port?.on('message', (message: ToThread) => {
    switch (message.type) {
      case 'call':
        void answer(message.id, message.name, message.input)
        break
      case 'cancel':
        running.get(message.id)?.abort()
        break
      case 'configure':
        app.configure(message.settings)
        break
      case 'unlock':
        app.unlock(message.key)
        break
      case 'beat':
        post({ type: 'beat' })
        break
      case 'close':
        void app.close().finally(() => {
          post({ type: 'closed' })
          port.close()
        })
        break
    }
  })
  post({ type: 'ready' })
  if (background) app.start()
}
