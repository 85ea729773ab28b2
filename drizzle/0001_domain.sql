ALTER TABLE `location` ADD `archived` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `movement` ADD `late_for_closed_period` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `partner` ADD `archived` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `packs` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `serial_pattern` text;--> statement-breakpoint
ALTER TABLE `product` ADD `unit_cost_micros` integer;--> statement-breakpoint
ALTER TABLE `product` ADD `alert_micros` integer;--> statement-breakpoint
ALTER TABLE `product` ADD `security_micros` integer;--> statement-breakpoint
ALTER TABLE `product` ADD `maximum_micros` integer;--> statement-breakpoint
ALTER TABLE `product` ADD `components` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `archived` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `serial` ADD `warnings` text;--> statement-breakpoint
ALTER TABLE `serial` ADD `alias` text;--> statement-breakpoint
ALTER TABLE `serial` ADD `acceptances` text;--> statement-breakpoint
ALTER TABLE `settings` ADD `closed_before` text;--> statement-breakpoint
ALTER TABLE `settings` ADD `currency` text DEFAULT 'EUR' NOT NULL;--> statement-breakpoint
ALTER TABLE `site` ADD `archived` integer DEFAULT false NOT NULL;