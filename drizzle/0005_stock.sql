CREATE TABLE `anomaly` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`product_id` text NOT NULL,
	`serial_key` text,
	`location_id` text,
	`lot` text,
	`movement_id` text NOT NULL,
	`against_movement_id` text,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`closing` text,
	`closed_by` text
);
--> statement-breakpoint
CREATE INDEX `anomaly_open` ON `anomaly` (`opened_at`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX `anomaly_closed` ON `anomaly` (`closed_at`) WHERE closed_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `held` (
	`id` text PRIMARY KEY NOT NULL,
	`group_id` text NOT NULL,
	`carrier_device_id` text NOT NULL,
	`arrived_at` integer NOT NULL,
	`clock_offset_ms` integer NOT NULL,
	`corrected_at` integer,
	`payload` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `held_group` ON `held` (`group_id`);--> statement-breakpoint
CREATE TABLE `row_change` (
	`serial_id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	FOREIGN KEY (`serial_id`) REFERENCES `serial`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `row_change_seq` ON `row_change` (`seq`);--> statement-breakpoint
CREATE TABLE `stock` (
	`id` integer PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`location_id` text NOT NULL,
	`lot` text NOT NULL,
	`quantity_micros` integer NOT NULL,
	`anomalies` text,
	`acceptances` text,
	`last_key` text,
	`unresolved_ids` text,
	`movement_count` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stock_key` ON `stock` (`product_id`,`location_id`,`lot`);--> statement-breakpoint
CREATE INDEX `stock_location` ON `stock` (`location_id`);--> statement-breakpoint
CREATE TABLE `stock_movement` (
	`stock_id` integer NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`stock_id`, `seq`),
	FOREIGN KEY (`stock_id`) REFERENCES `stock`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `stock_movement_seq` ON `stock_movement` (`seq`);--> statement-breakpoint
CREATE TABLE `whole_group` (
	`id` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL
);
--> statement-breakpoint
DROP INDEX `serial_identity`;--> statement-breakpoint
CREATE UNIQUE INDEX `serial_identity` ON `serial` (`serial_key`,`product_id`);