import { useEffect, useRef, useState } from 'react';
import { showMessage } from '../state/live-world';
import { attempt } from '../state/notices';
import { sendVoice } from './send-files';
import { VoiceRecorder } from './voice-recorder';

/** Recording of voice messages into one chat; leaving the chat throws an unfinished one away. */
export function useVoice(personId: number, chatId: number) {
  const [recorder, setRecorder] = useState<VoiceRecorder>();
  const current = useRef<VoiceRecorder>(undefined);
  current.current = recorder;
  useEffect(() => () => current.current?.cancel(), [personId, chatId]);

  return {
    recorder,
    start: async () => setRecorder(await attempt(VoiceRecorder.start())),
    cancel: () => {
      recorder?.cancel();
      setRecorder(undefined);
    },
    send: async (replyTo: number | undefined) => {
      if (!recorder) return;
      setRecorder(undefined);
      const voice = await attempt(recorder.stop());
      const sent = voice && (await attempt(sendVoice({ personId, chatId, replyTo }, voice)));
      for (const message of sent ?? []) showMessage(personId, message);
    },
  };
}
