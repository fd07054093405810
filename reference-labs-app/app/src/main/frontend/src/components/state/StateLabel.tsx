import { Label } from '../../toolkit';
import type { StateLook } from './states';

export function StateLabel({ look, compact = false }: { look: StateLook; compact?: boolean }) {
  const Icon = look.icon;
  return (
    <Label tone={look.tone} icon={<Icon />} compact={compact}>
      {look.label}
    </Label>
  );
}
