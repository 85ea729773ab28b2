CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`person_name` text,
	`device_name` text,
	`address` text NOT NULL,
	`action` text NOT NULL,
	`target` text,
	`outcome` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `pairing` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`device_id` text,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`login` text,
	`password_hash` text,
	`pin` text,
	`badge` text,
	`disabled` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_login` ON `person` (`login`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`address` text NOT NULL,
	`agent` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_hash` ON `session` (`token_hash`);--> statement-breakpoint
CREATE INDEX `session_person` ON `session` (`person_id`);--> statement-breakpoint
ALTER TABLE `device` ADD `token_issued_at` integer;--> statement-breakpoint
ALTER TABLE `device` ADD `next_token_hash` text;--> statement-breakpoint
ALTER TABLE `device` ADD `previous_token_hash` text;--> statement-breakpoint
ALTER TABLE `device` ADD `previous_until` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `device` ADD `last_sync_at` integer;--> statement-breakpoint
ALTER TABLE `device` ADD `report` text;--> statement-breakpoint
CREATE INDEX `device_next_token_hash` ON `device` (`next_token_hash`);--> statement-breakpoint
CREATE INDEX `device_previous_token_hash` ON `device` (`previous_token_hash`);