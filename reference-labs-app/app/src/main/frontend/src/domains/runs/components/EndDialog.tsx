import { useQueryClient } from '@tanstack/react-query';
import type { LabAccess, LabRun } from '../../../api/types';
import { ProblemAlert } from '../../../components/ProblemAlert';
import { messages } from '../../../messages';
import { Button, Dialog } from '../../../toolkit';
import { useEndLab } from '../hooks/useEndLab';

/** Asks before everything in the account is deleted, and says what that is. */
export function EndDialog({ run, onClose }: { run: LabRun; onClose: () => void }) {
  const ending = useEndLab(run.id, onClose);
  const account = useQueryClient().getQueryData<LabAccess>(['access', run.id])?.accountId;
  const text = messages.end;
  return (
    <Dialog
      title={text.title(run.labTitle)}
      onClose={onClose}
      actions={
        <>
          <Button variant="danger" isLoading={ending.isPending} isDisabled={ending.isPending} onClick={ending.end}>
            {text.confirm}
          </Button>
          <Button variant="link" onClick={onClose}>
            {text.keep}
          </Button>
        </>
      }
    >
      <p>{text.warning}</p>
      <ul className="labs-list">
        {text.items(account ?? text.thisLab).map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      {ending.error && <ProblemAlert error={ending.error} title={text.failed} onRetry={ending.again} />}
    </Dialog>
  );
}
