CREATE TABLE `device` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`enrolled_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `device_token_hash` ON `device` (`token_hash`);--> statement-breakpoint
CREATE TABLE `feed` (
	`id` integer PRIMARY KEY NOT NULL,
	`epoch` text NOT NULL,
	`last_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `location` (
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`site_id` text NOT NULL,
	`parent_id` text,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`barcode` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `location_seq` ON `location` (`seq`);--> statement-breakpoint
CREATE TABLE `movement` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`stream_id` integer NOT NULL,
	`sequence` integer NOT NULL,
	`serial_id` integer,
	`unidentified` integer NOT NULL,
	`carrier_device_id` text,
	`arrived_at` integer NOT NULL,
	`clock_offset_ms` integer NOT NULL,
	`corrected_at` integer,
	`sequence_reused` integer NOT NULL,
	`payload` text NOT NULL,
	FOREIGN KEY (`stream_id`) REFERENCES `stream`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`serial_id`) REFERENCES `serial`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `movement_id` ON `movement` (`id`);--> statement-breakpoint
CREATE INDEX `movement_stream` ON `movement` (`stream_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `movement_serial` ON `movement` (`serial_id`) WHERE serial_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `movement_unidentified` ON `movement` (`seq`) WHERE unidentified = 1;--> statement-breakpoint
CREATE TABLE `partner` (
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`roles` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `partner_seq` ON `partner` (`seq`);--> statement-breakpoint
CREATE TABLE `product` (
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`code` text NOT NULL,
	`label` text NOT NULL,
	`gtins` text NOT NULL,
	`unit` text NOT NULL,
	`tracking` text NOT NULL,
	`serial_required` text NOT NULL,
	`exact_case` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `product_seq` ON `product` (`seq`);--> statement-breakpoint
CREATE TABLE `serial` (
	`id` integer PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`serial_key` text NOT NULL,
	`serial` text NOT NULL,
	`status` text NOT NULL,
	`condition` text NOT NULL,
	`location_id` text,
	`destination_id` text,
	`lot` text,
	`since` integer,
	`last_movement_id` text,
	`anomalies` text,
	`last_key` text,
	`unresolved_ids` text,
	`movement_count` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `serial_identity` ON `serial` (`product_id`,`serial_key`);--> statement-breakpoint
CREATE TABLE `settings` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`lot_management` integer NOT NULL,
	`stock_management` integer NOT NULL,
	`serials_on_movements` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `site` (
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `site_seq` ON `site` (`seq`);--> statement-breakpoint
CREATE TABLE `stream` (
	`id` integer PRIMARY KEY NOT NULL,
	`device_id` text NOT NULL,
	`incarnation` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stream_origin` ON `stream` (`device_id`,`incarnation`);