import '@patternfly/react-styles/css/components/ModalBox/modal-box.css';
import { useEffect, useRef, type ReactNode } from 'react';
import { WarningIcon } from '../icons';

interface Props {
  title: string;
  children: ReactNode;
  actions: ReactNode;
  onClose: () => void;
}

/** The browser's own modal dialog in the toolkit's look: focus stays inside, Escape closes, focus returns afterwards. */
export function Dialog({ title, children, actions, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="labs-dialog"
      aria-labelledby="dialog-title"
      aria-describedby="dialog-body"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="pf-v6-c-modal-box__header">
        <h2 className="pf-v6-c-modal-box__title pf-m-icon" id="dialog-title">
          <span className="pf-v6-c-modal-box__title-icon labs-dialog-icon">
            <WarningIcon />
          </span>
          <span className="pf-v6-c-modal-box__title-text">{title}</span>
        </h2>
      </div>
      <div className="pf-v6-c-modal-box__body" id="dialog-body">
        {children}
      </div>
      <div className="pf-v6-c-modal-box__footer">{actions}</div>
    </dialog>
  );
}
