CREATE TABLE `document` (
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`number_key` text NOT NULL,
	`state` text NOT NULL,
	`row` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `document_seq` ON `document` (`seq`);--> statement-breakpoint
CREATE UNIQUE INDEX `document_number` ON `document` (`number_key`);--> statement-breakpoint
CREATE INDEX `document_state` ON `document` (`state`,`seq`);--> statement-breakpoint
CREATE TABLE `work_report` (
	`work_id` text PRIMARY KEY NOT NULL,
	`document_id` text,
	`type` text NOT NULL,
	`state` text NOT NULL,
	`operator_id` text NOT NULL,
	`operator_name` text NOT NULL,
	`device_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`reported_at` integer NOT NULL,
	`count` integer NOT NULL,
	`missing` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `work_report_document` ON `work_report` (`document_id`);--> statement-breakpoint
ALTER TABLE `movement` ADD `document_key` text;--> statement-breakpoint
ALTER TABLE `movement` ADD `reverses` text;--> statement-breakpoint
UPDATE `movement` SET
	`document_key` = lower(trim(json_extract(CASE `payload` WHEN '' THEN (SELECT unpack_payload(`archive`.`payload`) FROM `archive` WHERE `archive`.`seq` = `movement`.`seq`) ELSE `payload` END, '$.document'))),
	`reverses` = json_extract(CASE `payload` WHEN '' THEN (SELECT unpack_payload(`archive`.`payload`) FROM `archive` WHERE `archive`.`seq` = `movement`.`seq`) ELSE `payload` END, '$.reverses');--> statement-breakpoint
CREATE INDEX `movement_document` ON `movement` (`document_key`) WHERE document_key IS NOT NULL;--> statement-breakpoint
CREATE INDEX `movement_reverses` ON `movement` (`reverses`) WHERE reverses IS NOT NULL;