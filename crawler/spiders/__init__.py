"""A spider a job, never a spider an outlet. Spiders carry requests and answers; what they mean is decided elsewhere."""
