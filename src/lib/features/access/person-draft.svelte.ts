import {
  badgeSchema,
  loginSchema,
  passwordSchema,
  pinSchema,
  type ListedPerson,
  type PutPersonRequest
} from '$lib/protocol/access';
import type { Role } from '$lib/protocol/roles';

export type PersonField = 'name' | 'login' | 'password' | 'pin' | 'badge';

/** A person as the form has it: secrets are written and never read back. */
export class PersonDraft {
  name = $state('');
  role = $state<Role>('operator');
  login = $state('');
  password = $state('');
  pin = $state('');
  badge = $state('');
  disabled = $state(false);
  readonly #id: string | undefined;

  constructor(person: ListedPerson | null) {
    this.#id = person?.id;
    if (!person) return;
    this.name = person.name;
    this.role = person.role;
    this.login = person.login ?? '';
    this.disabled = person.disabled;
  }

  /** What is wrong; a field that is left empty is as before. */
  get problems(): Set<PersonField> {
    const wrong = new Set<PersonField>();
    const name = this.name.trim();
    if (name === '' || name.length > 80) wrong.add('name');
    if (this.login.trim() !== '' && !loginSchema.safeParse(this.login).success) wrong.add('login');
    if (this.password !== '' && !passwordSchema.safeParse(this.password).success) wrong.add('password');
    if (this.pin !== '' && !pinSchema.safeParse(this.pin).success) wrong.add('pin');
    if (this.badge !== '' && !badgeSchema.safeParse(this.badge).success) wrong.add('badge');
    return wrong;
  }

  get request(): PutPersonRequest {
    const { name, role, disabled, password, pin, badge } = this;
    const login = this.login.trim() === '' ? null : this.login;
    return {
      ...(this.#id === undefined ? {} : { id: this.#id }),
      name,
      role,
      login,
      disabled,
      ...(password === '' ? {} : { password }),
      ...(pin === '' ? {} : { pin }),
      ...(badge === '' ? {} : { badge })
    };
  }
}
