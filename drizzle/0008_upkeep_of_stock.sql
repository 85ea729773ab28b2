CREATE TABLE `stock_opening` (
	`stock_id` integer PRIMARY KEY NOT NULL,
	`row` text NOT NULL,
	FOREIGN KEY (`stock_id`) REFERENCES `stock`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `stock_change` (
	`stock_id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	FOREIGN KEY (`stock_id`) REFERENCES `stock`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stock_change_seq` ON `stock_change` (`seq`);--> statement-breakpoint
ALTER TABLE `anomaly` ADD `device_id` text;--> statement-breakpoint
ALTER TABLE `anomaly` ADD `operator_id` text;--> statement-breakpoint
ALTER TABLE `anomaly` ADD `against_device_id` text;--> statement-breakpoint
ALTER TABLE `anomaly` ADD `against_operator_id` text;--> statement-breakpoint
DELETE FROM `opening`;--> statement-breakpoint
UPDATE `anomaly` SET
	(`device_id`, `operator_id`) = (
		SELECT t.`device_id`, json_extract(CASE m.`payload` WHEN '' THEN (SELECT unpack_payload(a.`payload`) FROM `archive` a WHERE a.`seq` = m.`seq`) ELSE m.`payload` END, '$.operator.id')
		FROM `movement` m JOIN `stream` t ON t.`id` = m.`stream_id` WHERE m.`id` = `anomaly`.`movement_id`),
	(`against_device_id`, `against_operator_id`) = (
		SELECT t.`device_id`, json_extract(CASE m.`payload` WHEN '' THEN (SELECT unpack_payload(a.`payload`) FROM `archive` a WHERE a.`seq` = m.`seq`) ELSE m.`payload` END, '$.operator.id')
		FROM `movement` m JOIN `stream` t ON t.`id` = m.`stream_id` WHERE m.`id` = `anomaly`.`against_movement_id`);
